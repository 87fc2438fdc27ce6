"""Office files with the same bytes for the same content: no clock in them."""

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z\g<3>"


def without_times(content: bytes) -> bytes:
    """The same package with every time in it fixed, its parts in a fixed order."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        # The content types come first: some readers look for them there.
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _STAMPS.sub(_FIXED, part)
            information = zipfile.ZipInfo(name, _EPOCH)
            information.compress_type = zipfile.ZIP_DEFLATED
            information.external_attr = 0o600 << 16
            copy.writestr(information, part)
    return target.getvalue()
