"""What is being completed on a command line that is not finished: a command, an option, or the value of which parameter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

COMMAND, OPTION, VALUE, NOTHING = "command", "option", "value", "nothing"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    Attributes:
        what: one of the above.
        begun: what is typed of it.
        command: the command that stands on the line; the program itself where there is none yet.
        parameter: whose value, for `VALUE`.
        before: what of the word stays as it is, such as `--unit=`.
        given: the options that stand on the line, with their values.
    """

    what: str
    begun: str
    command: Any = None
    parameter: Any = None
    before: str = ""
    given: tuple[tuple[str, str], ...] = ()

    def values_of(self, option: str) -> tuple[str, ...]:
        """What the line has for an option."""
        return tuple(value for name, value in self.given if name == option)


def asked(program: Any, words: Sequence[str], position: int) -> Asked:
    """What is asked for at a word of a line.

    Args:
        program: the parser's group of commands.
        words: the words, the program's own name first; one that is not there yet may be left out.
        position: which of them, from 0.
    """
    before, begun = _joined(words[1:position]), words[position] if position < len(words) else ""
    if begun == "=" or (before and before[-1].endswith("=") and before[-1].startswith("--")):
        # bash makes three words of --unit=县, the middle one being the sign.
        option = before[-1].removesuffix("=") if before else ""
        before, begun = [*before[:-1], option], "" if begun == "=" else begun
    if not before or before[0].startswith("-"):
        return Asked(OPTION if begun.startswith("-") else COMMAND, begun, program)
    if before[0] not in program.list_commands(None):
        return Asked(NOTHING, begun)
    return _in_command(program.get_command(None, before[0]), before[1:], begun)


def _joined(words: Sequence[str]) -> list[str]:
    """The words with what bash parted at `=` put together again."""
    found: list[str] = []
    for word in words:
        if word == "=" and found and found[-1].startswith("--"):
            found[-1] += "="
        elif found and found[-1].startswith("--") and found[-1].endswith("="):
            found[-1] += word
        else:
            found.append(word)
    return found


def _in_command(command: Any, before: list[str], begun: str) -> Asked:
    options = {name: each for each in command.params for name in each.opts if name.startswith("-")}
    given: list[tuple[str, str]] = []
    count, is_after = 0, False
    words = iter(before)
    for word in words:
        name, sign, value = word.partition("=")
        if is_after or not word.startswith("-"):
            count += 1
        elif word == "--":
            is_after = True
        elif name in options and _takes_value(options[name]) and not sign:
            following = next(words, None)
            if following is None:
                return Asked(VALUE, begun, command, options[name], given=tuple(given))
            given.append((name, following))
        else:
            given.append((name, value))
    if begun.startswith("-") and not is_after:
        return _option(command, options, begun, tuple(given))
    parameter = _argument(command, count)
    return Asked(VALUE if parameter is not None else NOTHING, begun, command, parameter, given=tuple(given))


def _option(command: Any, options: dict[str, Any], begun: str, given: tuple[tuple[str, str], ...]) -> Asked:
    name, sign, value = begun.partition("=")
    if sign and name in options and _takes_value(options[name]):
        return Asked(VALUE, value, command, options[name], f"{name}=", given)
    return Asked(OPTION, begun, command, given=given)


def _takes_value(option: Any) -> bool:
    return not option.is_flag and not option.count


def _argument(command: Any, position: int) -> Any:
    """The argument that a word without a dash is; the last one where it takes several."""
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    if position < len(arguments):
        return arguments[position]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


def open_options(asked_for: Asked) -> Iterator[tuple[str, str]]:
    """The options of a command that may still be given, with what is said of them."""
    used = {name for name, _ in asked_for.given}
    for each in asked_for.command.params:
        if each.param_type_name == "argument" or (not each.multiple and used & set(each.opts)):
            continue
        longest = max(each.opts, key=len)
        yield longest, str(each.help or "")
