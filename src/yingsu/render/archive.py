"""Office files with the same bytes for the same content: no clock in them."""

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import IO, Any

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
            copy.writestr(_undated(name), part)
    return target.getvalue()


class UndatedZip(zipfile.ZipFile):
    """A package that is written part by part with no time in it: for one that is too big to be held and rewritten.

    As its parts come in the order they are made, the content types stand last, as in the files of most programs.
    """

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        """Write a part from memory."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_undated(name), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Write a part from a file."""
        path = Path(filename)
        with path.open("rb") as source, self.part(str(arcname or path), path.stat().st_size) as target:
            shutil.copyfileobj(source, target)

    def part(self, name: str, size: int) -> IO[bytes]:
        """A part to write to, of about that many bytes; none other can be written until it is closed."""
        information = _undated(name)
        # One beyond 2 GiB has another head, which must be known when it is begun.
        information.file_size = size
        return self.open(information, "w")


def _undated(name: str) -> zipfile.ZipInfo:
    information = zipfile.ZipInfo(name, _EPOCH)
    information.compress_type = zipfile.ZIP_DEFLATED
    information.external_attr = 0o600 << 16
    return information
