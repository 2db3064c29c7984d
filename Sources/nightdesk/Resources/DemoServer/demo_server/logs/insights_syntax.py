"""Logs Insights queries as values: the commands and the expressions that this server reads.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..errors import ServiceError

Node = tuple[Any, ...]  # ("literal", v) ("field", name) ("regex", pattern) ("call", name, args) ("op", name, left, right) ("not", x) ("list", items)

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)|(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<regex>/(?:[^/\\\n]|\\.)+/i?(?=\s|\)|\||$))"""
    r"""|(?P<number>\d+(?:\.\d+)?(?:ms|s|m|h|d|w|mo|q|y)?(?![\w.]))|(?P<quoted>`[^`]+`)|(?P<word>[@A-Za-z_][\w@]*(?:\.(?:[\w@]+))*)"""
    r"""|(?P<op>=~|!=|<=|>=|[=<>+\-*/%^(),\[\]|])"""
)
_WORDS = {"and", "or", "not", "like", "in", "as", "by", "asc", "desc"}
AGGREGATES = {"count", "count_distinct", "sum", "avg", "min", "max", "pct", "median", "stddev", "earliest", "latest", "sortsfirst", "sortslast"}


@dataclass
class Token:
    """A piece of the query and where it stood."""

    kind: str
    text: str
    start: int
    end: int


@dataclass
class Command:
    """One command: its name and its parts, by command."""

    name: str
    columns: list[tuple[str, Node]] = field(default_factory=list)
    by: list[tuple[str, Node]] = field(default_factory=list)
    condition: Node | None = None
    order: list[tuple[Node, bool]] = field(default_factory=list)
    limit: int = 0
    regex: re.Pattern[str] | None = None
    source: str = "@message"


def malformed(message: str, start: int = 0, end: int = 0) -> ServiceError:
    """The error for a query that cannot be read, with its place."""
    location = {"startCharOffset": start, "endCharOffset": end}
    return ServiceError("MalformedQueryException", message, members={"queryCompileError": {"location": location, "message": message}})


def parse_query(text: str) -> list[Command]:
    """The commands of a query."""
    parser = _Parser(_tokens(text), text)
    commands = [parser.command()]
    while parser.accept("op", "|"):
        commands.append(parser.command())
    if parser.peek().kind != "end":
        raise parser.unexpected()
    return commands


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise malformed(f"unexpected symbol found {text[position]} at line 1 and position {position}", position, position + 1)
        kind = str(match.lastgroup)
        # A slash opens a regular expression only where one may stand; otherwise it divides.
        if kind == "regex" and not (found and found[-1].text.lower() in ("like", "=~", "parse", "@message") or found and found[-1].kind == "word"):
            match = re.compile("/").match(text, position)
            assert match is not None
            kind = "op"
        if kind != "space":
            found.append(Token(kind, match.group(), match.start(), match.end()))
        position = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[Token], text: str) -> None:
        self.tokens = tokens
        self.position = 0
        self.finish = Token("end", "", len(text), len(text))

    def peek(self) -> Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else self.finish

    def next(self) -> Token:
        token = self.peek()
        self.position += 1
        return token

    def accept(self, kind: str, text: str) -> bool:
        token = self.peek()
        if token.kind == kind and token.text.lower() == text:
            self.position += 1
            return True
        return False

    def expect(self, kind: str, text: str | None = None) -> Token:
        token = self.peek()
        if token.kind != kind or (text is not None and token.text.lower() != text):
            raise self.unexpected()
        return self.next()

    def unexpected(self) -> ServiceError:
        token = self.peek()
        what = f"unexpected symbol found {token.text}" if token.text else "unexpected end of the query"
        return malformed(f"{what} at line 1 and position {token.start}", token.start, token.end)

    def command(self) -> Command:
        token = self.expect("word")
        name = token.text.lower()
        if name in ("fields", "display", "dedup"):
            return Command(name, columns=self.columns())
        if name in ("filter", "where"):
            return Command("filter", condition=self.expression())
        if name == "sort":
            return Command(name, order=self.order())
        if name in ("limit", "head", "tail"):
            count = self.expect("number").text
            if not count.isdigit() or not 1 <= int(count) <= 10_000:
                raise malformed("limit takes a number from 1 to 10000", token.start, token.end)
            return Command("limit", limit=int(count))
        if name == "stats":
            columns = self.columns()
            return Command(name, columns=columns, by=self.columns() if self.accept("word", "by") else [])
        if name == "parse":
            return self.parse_command()
        raise malformed(f"unknown command {token.text}", token.start, token.end)

    def columns(self) -> list[tuple[str, Node]]:
        found = [self.column()]
        while self.accept("op", ","):
            found.append(self.column())
        return found

    def column(self) -> tuple[str, Node]:
        start = self.position
        node = self.expression()
        text = "".join(token.text for token in self.tokens[start : self.position])
        if self.accept("word", "as"):
            return self.name(), node
        return (str(node[1]) if node[0] == "field" else text), node

    def name(self) -> str:
        token = self.next()
        if token.kind not in ("word", "quoted"):
            self.position -= 1
            raise self.unexpected()
        return token.text.strip("`")

    def order(self) -> list[tuple[Node, bool]]:
        found: list[tuple[Node, bool]] = []
        while True:
            node = self.expression()
            descending = self.accept("word", "desc")
            if not descending:
                self.accept("word", "asc")
            found.append((node, descending))
            if not self.accept("op", ","):
                return found

    def parse_command(self) -> Command:
        source = self.name() if self.peek().kind in ("word", "quoted") else "@message"
        token = self.next()
        if token.kind == "regex":
            pattern = re.sub(r"\(\?<(?![=!])", "(?P<", token.text.rsplit("/", 1)[0][1:])
            return Command("parse", source=source, regex=_regex(pattern, token))
        if token.kind != "string":
            self.position -= 1
            raise self.unexpected()
        glob = _unquote(token.text)
        self.expect("word", "as")
        names = [self.name()]
        while self.accept("op", ","):
            names.append(self.name())
        if glob.count("*") != len(names):
            raise malformed("parse needs a name for each *", token.start, token.end)
        parts = [re.escape(part) for part in glob.split("*")]
        body = "".join(f"{part}(?P<f{index}>.*?)" for index, part in enumerate(parts[:-1])) + parts[-1]
        pattern = body if parts[-1] else body[: -len("*?)")] + "*)"
        command = Command("parse", source=source, regex=_regex(pattern, token))
        command.columns = [(name, ("field", f"f{index}")) for index, name in enumerate(names)]
        return command

    # -- expressions, loosest first

    def expression(self) -> Node:
        node = self.conjunction()
        while self.accept("word", "or"):
            node = ("op", "or", node, self.conjunction())
        return node

    def conjunction(self) -> Node:
        node = self.negation()
        while self.accept("word", "and"):
            node = ("op", "and", node, self.negation())
        return node

    def negation(self) -> Node:
        return ("not", self.negation()) if self.accept("word", "not") else self.comparison()

    def comparison(self) -> Node:
        left = self.sum()
        token = self.peek()
        if token.kind == "op" and token.text in ("=", "!=", "<", "<=", ">", ">=", "=~"):
            self.next()
            return ("op", token.text, left, self.sum())
        negated = self.accept("word", "not")
        for word in ("like", "in"):
            if self.accept("word", word):
                node: Node = ("op", word, left, self.listing() if word == "in" else self.sum())
                return ("not", node) if negated else node
        if negated:
            raise self.unexpected()
        return left

    def listing(self) -> Node:
        self.expect("op", "[")
        items = [self.sum()]
        while self.accept("op", ","):
            items.append(self.sum())
        self.expect("op", "]")
        return ("list", items)

    def sum(self) -> Node:
        node = self.product()
        while self.peek().kind == "op" and self.peek().text in "+-":
            node = ("op", self.next().text, node, self.product())
        return node

    def product(self) -> Node:
        node = self.atom()
        while self.peek().kind == "op" and self.peek().text in "*/%^":
            node = ("op", self.next().text, node, self.atom())
        return node

    def atom(self) -> Node:
        token = self.next()
        if token.kind == "string":
            return ("literal", _unquote(token.text))
        if token.kind == "number":
            return ("literal", float(token.text)) if re.fullmatch(r"[\d.]+", token.text) else ("period", token.text)
        if token.kind == "regex":
            body, _, flags = token.text[1:].rpartition("/")
            return ("regex", _regex(body, token, re.IGNORECASE if "i" in flags else 0))
        if token.kind == "op" and token.text == "(":
            node = self.expression()
            self.expect("op", ")")
            return node
        if token.kind == "op" and token.text == "-":
            return ("op", "-", ("literal", 0.0), self.atom())
        if token.kind == "quoted" or token.kind == "word" and token.text.lower() not in _WORDS:
            return self.call(token) if token.kind == "word" and self.accept("op", "(") else ("field", token.text.strip("`"))
        self.position -= 1
        raise self.unexpected()

    def call(self, name: Token) -> Node:
        arguments: list[Node] = []
        if self.accept("op", "*"):
            self.expect("op", ")")
            return ("call", name.text.lower(), [])
        if not self.accept("op", ")"):
            arguments.append(self.expression())
            while self.accept("op", ","):
                arguments.append(self.expression())
            self.expect("op", ")")
        return ("call", name.text.lower(), arguments)


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _regex(pattern: str, token: Token, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern), flags)
    except re.error as error:
        raise malformed(f"bad regular expression: {error}", token.start, token.end) from None
