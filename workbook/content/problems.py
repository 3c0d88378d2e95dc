"""Turn a validation error into sentences for an author: field, found, allowed."""

import types
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from workbook.content.prompts import PROMPT_MODELS


def nearest(word: str, allowed: Sequence[str]) -> str:
    """Return a question that names the nearest allowed word, or nothing."""
    close = get_close_matches(word, allowed, n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""


def sentences(error: ValidationError, model: type[BaseModel]) -> Iterator[str]:
    """Yield one sentence for each problem that pydantic found in a `model`."""
    problems = error.errors(include_url=False)
    inside = {
        problem["loc"][:depth] for problem in problems for depth in range(len(problem["loc"]))
    }
    for problem in problems:
        # Where a part is wrong, what its whole lacks follows from that.
        if problem["type"] == "too_short" and problem["loc"] in inside:
            continue
        place, owner = _place(problem["loc"], model)
        yield f"{place}{_say(problem, owner)}"


def _say(problem: Any, owner: type[BaseModel]) -> str:
    kind, found = problem["type"], problem["input"]
    context = problem.get("ctx", {})
    if kind == "missing":
        return " is missing."
    if kind == "extra_forbidden":
        fields = owner.model_fields.items()
        allowed = sorted(field.alias or name for name, field in fields if not field.exclude)
        name = str(problem["loc"][-1])
        return f" is not known here; allowed: {', '.join(allowed)}.{nearest(name, allowed)}"
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        allowed = [tag.strip(" '") for tag in context.get("expected_tags", "").split(",")]
        allowed = [tag for tag in allowed if tag] or sorted(PROMPT_MODELS)
        tag = str(context.get("tag", ""))
        said = f'.kind is "{tag}"' if tag else ".kind is missing"
        return f"{said}; allowed: {', '.join(allowed)}.{nearest(tag, allowed)}"
    if kind == "literal_error":
        allowed = [word.strip(" '") for word in context["expected"].replace(" or ", ",").split(",")]
        return f" is {_show(found)}; allowed: {', '.join(allowed)}.{nearest(str(found), allowed)}"
    message = problem["msg"].removeprefix("Value error, ")
    return f" is {_show(found)}; {message[0].lower()}{message[1:]}."


def _show(found: Any) -> str:
    text = f'"{found}"' if isinstance(found, str) else str(found)
    return text if len(text) <= 80 else text[:77] + "..."


def _place(loc: Sequence[int | str], model: type[BaseModel]) -> tuple[str, type[BaseModel]]:
    """Write a location as an author would, and find the model that the last part belongs to."""
    owner: type[BaseModel] = model
    owners, place = [model], ""
    for part in loc:
        if isinstance(part, int):
            place += f"[{part}]"
        elif part in PROMPT_MODELS and place.endswith("]") and part not in owner.model_fields:
            owner = PROMPT_MODELS[part]
        else:
            place += f".{part}" if place else str(part)
            owners.append(owner)
            owner = _inner(owner, str(part))
    return place, owners[-1]


def _inner(owner: type[BaseModel], name: str) -> type[BaseModel]:
    for field_name, field in owner.model_fields.items():
        if name in (field_name, field.alias):
            found = next(_models(field.annotation), None)
            return found or owner
    return owner


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for inner in get_args(annotation):
            yield from _models(inner)
