#!/usr/bin/env python3
"""A second verifier of sealed bundles: one file, Python 3.9 or later, nothing but the standard library.

It shares no line with the verifier in packages/ballot-core. What it checks, and in which order, is docs/record-format.md;
the section numbers below are of that document. Two programs that say the same of every good and every damaged bundle
are harder to fool than one.

    python3 gonglun_verify.py BUNDLE [--annex FILE]...     exit 0: all holds, 1: names the first claim that doesn't
    python3 gonglun_verify.py --batch                      JSON lines {"bundle": base64, "annexes": [base64]} on stdin
"""
import base64
import binascii
import datetime
import hashlib
import json
import re
import sys
import unicodedata
from fractions import Fraction

SAFE = 2**53 - 1


class Refused(Exception):
    """The file has not the published format."""


class Unreckonable(Exception):
    """A rule asks for what is not there."""


# ---------------------------------------------------------------------------------------------------------------------
# Section 2: JSON, its canonical form, text, binary values
# ---------------------------------------------------------------------------------------------------------------------


def read_number(text):
    """As a double, because that is what JSON numbers are to everybody else; whole and safe ones as int."""
    value = float(text)
    return int(value) if value == value and abs(value) <= SAFE and value == int(value) else value


def no_such_number(text):
    raise Refused(f"{text} is not JSON")


def parse(raw):
    """The value in a file's bytes: UTF-8, one byte order mark allowed."""
    try:
        text = raw.decode("utf-8")
        text = text[1:] if text.startswith("\ufeff") else text
        return json.loads(text, parse_int=read_number, parse_float=read_number, parse_constant=no_such_number)
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {error}") from None


def code_units(text):
    return text.encode("utf-16-be", "surrogatepass")


def has_lone_surrogate(text):
    return any("\ud800" <= char <= "\udfff" for char in text)


def number_text(value):
    """ECMAScript's Number::toString (RFC 8785, section 3.2.2.3)."""
    if isinstance(value, int):
        return str(value)
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    tail = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'-' if point < 1 else '+'}{abs(point - 1)}"


def canonical(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    members = sorted(value.items(), key=lambda member: code_units(member[0]))
    return "{" + ",".join(f"{canonical(key)}:{canonical(member)}" for key, member in members) + "}"


def same(a, b):
    return canonical(a) == canonical(b)


def utf8(text):
    return text.encode("utf-8")


def tagged(domain, *parts):
    return b"\x00".join([utf8(domain), *parts])


def sha256(data):
    return hashlib.sha256(data).digest()


def hash_of(value):
    return sha256(utf8(canonical(value))).hex()


def to_base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text):
    """None unless this is the one spelling of its bytes."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        return None
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return data if to_base64url(data) == text else None


SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
# Format characters of Unicode 14 and 15, which an older Python does not know yet.
LATER_FORMATS = {0x0890, 0x0891, *range(0x13439, 0x13440)}


def is_invisible(char):
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") or ord(char) in LATER_FORMATS


def is_shown(text, most):
    """Not empty, no space at either end, nothing invisible, NFC, at most `most` UTF-16 units."""
    if text == "" or len(code_units(text)) > 2 * most or text != text.strip(SPACES):
        return False
    return not any(map(is_invisible, text)) and text == unicodedata.normalize("NFC", text)


# ---------------------------------------------------------------------------------------------------------------------
# Section 3: signatures and trees
# ---------------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_bytes(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def point_from(data):
    """None for every encoding that is not a reduced point of the curve."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signing_point(key):
    """A point that can sign: of the curve, reduced, not of small order."""
    point = point_from(key)
    if point is None or point_bytes(point_times(8, point)) == (1).to_bytes(32, "little"):
        return None
    return point


def verify_ed25519(key, message, signature):
    if len(signature) != 64:
        return False
    point, s = signing_point(key), int.from_bytes(signature[32:], "little")
    if point is None or s >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    negated = (P - point[0], point[1], 1, P - point[3])
    return point_bytes(point_add(point_times(s, BASE), point_times(challenge, negated))) == signature[:32]


KNOWN = {}


def remembered(check, *inputs):
    """A batch holds the same signatures many times."""
    if (check, inputs) not in KNOWN:
        if len(KNOWN) > 100_000:
            KNOWN.clear()
        KNOWN[check, inputs] = check(*inputs)
    return KNOWN[check, inputs]


JWS_HEADER = to_base64url(b'{"alg":"EdDSA"}')


def is_signed(jws, key, content):
    """Whether `jws` is a signature by `key` over the canonical form of `content`."""
    header, payload, signature = jws.split(".")
    shown, signed = from_base64url(payload), from_base64url(signature)
    if header != JWS_HEADER or shown is None or signed is None:
        return False
    if not remembered(verify_ed25519, key, f"{header}.{payload}".encode(), signed):
        return False
    return shown == utf8(canonical(content))


def der(tag, body):
    length = len(body)
    if length < 0x80:
        head = bytes([length])
    else:
        size = (length.bit_length() + 7) // 8
        head = bytes([0x80 + size]) + length.to_bytes(size, "big")
    return bytes([tag]) + head + body


def der_integer(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


RSA_ALGORITHM = bytes.fromhex("300d06092a864886f70d0101010500")


def rsa_spki(modulus):
    key = der(0x30, der_integer(modulus) + der_integer(65537))
    return der(0x30, RSA_ALGORITHM + der(3, b"\x00" + key))


def read_key(spki):
    """The modulus of an RSA key, or None: e = 65537, odd, 2048 to 8192 bits, in its one DER spelling."""
    data = from_base64url(spki)
    # From 2048 bits on every length before the modulus takes four bytes, and after it stands e, in five.
    modulus = int.from_bytes(data[32:-5], "big")
    fits = modulus & 1 and 2048 <= modulus.bit_length() <= 8192 and rsa_spki(modulus) == data
    return modulus if fits else None


def mgf1(seed, length):
    blocks = -(-length // 48)
    return b"".join(hashlib.sha384(seed + i.to_bytes(4, "big")).digest() for i in range(blocks))[:length]


def verify_pss(modulus, message, signature):
    """RSASSA-PSS-VERIFY with SHA-384, MGF1-SHA-384 and a salt of 48 bytes."""
    size, value = (modulus.bit_length() + 7) // 8, int.from_bytes(signature, "big")
    if len(signature) != size or value >= modulus:
        return False
    bits = modulus.bit_length() - 1
    length = (bits + 7) // 8
    number = pow(value, 65537, modulus)
    if number.bit_length() > 8 * length:
        return False
    encoded = number.to_bytes(length, "big")
    masked, hashed, trailer = encoded[:-49], encoded[-49:-1], encoded[-1]
    if trailer != 0xBC or number >> bits:
        return False
    block = int.from_bytes(masked, "big") ^ int.from_bytes(mgf1(hashed, len(masked)), "big")
    block &= (1 << (8 * len(masked) - (8 * length - bits))) - 1
    block = block.to_bytes(len(masked), "big")
    padding, salt = block[:-48], block[-48:]
    if padding != b"\x00" * (len(padding) - 1) + b"\x01":
        return False
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest() == hashed


def merkle_root(leaves):
    level = list(leaves)
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [sha256(b"\x01" + pair[0] + pair[1]) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else sha256(b"")


def leaf(domain, poll, entry):
    return sha256(b"\x00" + tagged(domain, utf8(canonical({**entry, "poll": poll}))))


# ---------------------------------------------------------------------------------------------------------------------
# Section 4: readers. Each takes a value and its path; a Refused is `bundle_format` (or `annex_format`)
# ---------------------------------------------------------------------------------------------------------------------


def need(holds, path, reason):
    if not holds:
        raise Refused(f"{path or 'the file'} {reason}")


def fields(value, path, required, optional=()):
    need(isinstance(value, dict), path, "must be an object")
    for key in value:
        need(key in required or key in optional, f"{path}.{key}", "is not a known field")
    for key in required:
        need(key in value, f"{path}.{key}", "is missing")
    return value


def each(value, path, reader, least, most):
    need(isinstance(value, list), path, "must be a list")
    need(least <= len(value) <= most, path, f"must have {least} to {most} entries")
    for index, entry in enumerate(value):
        reader(entry, f"{path}[{index}]")


def distinct(values, path):
    values = list(values)
    need(len(set(values)) == len(values), path, "has the same entry twice")


def whole(value, path, least, most):
    need(type(value) is int, path, "must be a whole number")
    need(least <= value <= most, path, f"must be from {least} to {most}")


def one_of(value, path, words):
    need(isinstance(value, str) and value in words, path, f"must be one of {', '.join(words)}")


def matching(pattern, reason):
    compiled = re.compile(pattern, re.ASCII)

    def reader(value, path):
        need(isinstance(value, str) and compiled.fullmatch(value) is not None, path, reason)

    return reader


item_id = matching(r"(?!constructor$)[a-z0-9][a-z0-9-]{0,23}", "must be an id of the paper")
name_id = matching(r"(?!constructor$)[a-z0-9][a-z0-9_-]{0,39}", "must be a name of a figure")
word_id = matching(r"(?!constructor$)[a-z0-9][a-z0-9_]{0,39}", "must be a machine word")
address = matching(r"[A-Za-z0-9_-]{1,64}", "must be an id")
hex_hash = matching(r"[0-9a-f]{64}", "must be a SHA-256 in lower-case hex")
moment = matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", "must be a moment in UTC")
compact_jws = matching(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", "must be a compact JWS")


def words(value, path, most):
    need(isinstance(value, str) and is_shown(value, most), path, f"must be text of at most {most} characters")


def prose(value, path, most):
    need(isinstance(value, str) and is_shown(value.replace("\n", " "), most), path, f"must be text of at most {most}")


def text(value, path):
    need(isinstance(value, str), path, "must be text")
    need(len(code_units(value)) <= 4000 and not has_lone_surrogate(value), path, "must be at most 2000 characters")


def binary(length=None):
    def reader(value, path):
        data = from_base64url(value) if isinstance(value, str) else None
        need(data is not None and length in (None, len(data)), path, f"must be {length or 'some'} bytes in base64url")

    return reader


def or_none(reader):
    return lambda value, path: None if value is None else reader(value, path)


def flag(value, path):
    need(isinstance(value, bool), path, "must be true or false")


def plain_json(value, path, depth):
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        return text(value, path)
    if isinstance(value, (int, float)):
        return need(abs(value) != float("inf"), path, "must be a number")
    need(depth > 0, path, "is nested too deep")
    for key in value if isinstance(value, dict) else range(len(value)):
        if isinstance(key, str):
            text(key, path)
        plain_json(value[key], f"{path}.{key}", depth - 1)


def is_day(value):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return False
    try:
        datetime.date(int(value[:4]), int(value[5:7]), int(value[8:]))
    except ValueError:
        return False
    return True


def year_or_day(value, path):
    fits = isinstance(value, str) and (re.fullmatch(r"[1-9]\d{3}", value, re.ASCII) or is_day(value))
    need(fits, path, "must be a year or a day")


# Section 4.1: papers

ITEM = ("id", "name")
ITEM_MORE = ("note", "tag", "statement")


def read_item(value, path, more=()):
    fields(value, path, (*ITEM, *more), ITEM_MORE)
    item_id(value["id"], f"{path}.id")
    words(value["name"], f"{path}.name", 120)
    for key in ("note", "tag"):
        if key in value:
            words(value[key], f"{path}.{key}", 120)
    if "statement" in value:
        prose(value["statement"], f"{path}.statement", 2000)


def distinct_items(items, path):
    distinct((item["id"] for item in items), path)
    distinct((item["name"] + "\n" + item.get("note", "") for item in items), path)


def read_items(value, path, most):
    each(value, path, read_item, 1, most)
    distinct_items(value, path)


def read_grade(value, path):
    fields(value, path, ("id", "name", "counted"))
    item_id(value["id"], f"{path}.id")
    words(value["name"], f"{path}.name", 120)
    flag(value["counted"], f"{path}.counted")


def read_scale(value, path):
    each(value, path, read_grade, 2, 10)
    distinct((grade["id"] for grade in value), path)
    distinct((grade["name"] for grade in value), path)
    need(any(grade["counted"] for grade in value), path, "must have a grade that counts")


def read_blank(value, path, choices):
    if isinstance(value, (dict, list)):
        one_of(fields(value, path, ("as",))["as"], f"{path}.as", choices)
    else:
        one_of(value, path, ("refuse", "allow"))


def read_quotas(paper, path, read_marks):
    subjects = len(paper["subjects"])

    def read_quota(value, place):
        fields(value, place, ("marks", "min", "max", "mode"))
        whole(value["max"], f"{place}.max", 0, subjects)
        whole(value["min"], f"{place}.min", 0, value["max"])
        need(not (value["min"] == 0 and value["max"] == subjects), place, "limits nothing")
        one_of(value["mode"], f"{place}.mode", ("warn", "refuse"))
        read_marks(value["marks"], f"{place}.marks")

    if "quotas" in paper:
        each(paper["quotas"], f"{path}.quotas", read_quota, 1, 10)
    if "sameMarks" in paper:
        one_of(paper["sameMarks"], f"{path}.sameMarks", ("warn",))


def read_table(paper, path):
    read_items(paper["subjects"], f"{path}.subjects", 200)
    read_items(paper["dimensions"], f"{path}.dimensions", 20)


def read_grades(paper, path):
    fields(paper, path, ("kind", "subjects", "dimensions", "scale", "blank"), ("quotas", "sameMarks"))
    read_table(paper, path)
    read_scale(paper["scale"], f"{path}.scale")
    ids = [grade["id"] for grade in paper["scale"]]
    read_blank(paper["blank"], f"{path}.blank", ids)

    def read_marks(value, place):
        fields(value, place, ("grades",))
        each(value["grades"], place, lambda grade, at: one_of(grade, at, ids), 1, len(ids))
        distinct(value["grades"], place)
        blank = paper["blank"]
        need(not (isinstance(blank, dict) and blank["as"] in value["grades"]), place, "limits what a blank line counts as")

    read_quotas(paper, path, read_marks)


def is_per(value):
    return type(value) is int and value in (1, 10, 100)


def read_score_paper(paper, path):
    required = ("kind", "subjects", "dimensions", "from", "to", "step", "per", "blank")
    fields(paper, path, required, ("quotas", "sameMarks"))
    read_table(paper, path)
    whole(paper["from"], f"{path}.from", 0, 100_000)
    whole(paper["to"], f"{path}.to", paper["from"] + 1, 100_000)
    span = paper["to"] - paper["from"]
    whole(paper["step"], f"{path}.step", 1, span)
    need(span % paper["step"] == 0 and span // paper["step"] + 1 <= 201, f"{path}.step", "must lead there, in 201 marks")
    need(is_per(paper["per"]), f"{path}.per", "must be 1, 10 or 100")
    one_of(paper["blank"], f"{path}.blank", ("refuse", "allow"))

    def read_marks(value, place):
        fields(value, place, ("from", "to"))
        whole(value["from"], f"{place}.from", paper["from"], paper["to"])
        whole(value["to"], f"{place}.to", value["from"], paper["to"])

    read_quotas(paper, path, read_marks)


def read_pick(paper, path):
    required = ("kind", "candidates", "min", "max", "seats", "writeIns")
    fields(paper, path, required, ("purpose", "tagMins"))
    candidates, seats = paper["candidates"], paper["seats"]
    read_items(candidates, f"{path}.candidates", 200)
    whole(paper["writeIns"], f"{path}.writeIns", 0, 10)
    whole(paper["max"], f"{path}.max", 1, len(candidates) + paper["writeIns"])
    need(paper["writeIns"] <= paper["max"], f"{path}.writeIns", "must not be more than max")
    whole(paper["min"], f"{path}.min", 0, paper["max"])
    if seats is not None:
        whole(seats, f"{path}.seats", 1, 200)
        need(paper["max"] <= seats, f"{path}.max", "must not be more than seats")
    if "purpose" in paper:
        one_of(paper["purpose"], f"{path}.purpose", ("weak", "tick"))
        need(seats is None, f"{path}.seats", "must be null where nobody is elected")
    if "tagMins" not in paper:
        return

    def read_min(value, place):
        fields(value, place, ("tag", "min"))
        words(value["tag"], f"{place}.tag", 120)
        tagged_so = sum(item.get("tag") == value["tag"] for item in candidates)
        need(tagged_so > 0, f"{place}.tag", "is the tag of no candidate")
        whole(value["min"], f"{place}.min", 1, min(tagged_so, paper["max"]))

    each(paper["tagMins"], f"{path}.tagMins", read_min, 1, 10)
    distinct((entry["tag"] for entry in paper["tagMins"]), f"{path}.tagMins")
    total = sum(entry["min"] for entry in paper["tagMins"])
    need(total <= paper["max"], f"{path}.tagMins", "ask for more names than one ballot may choose")


MOTION = ["agree", "disagree", "abstain"]


def read_motion(paper, path):
    fields(paper, path, ("kind", "matters"), ("blank",))
    read_items(paper["matters"], f"{path}.matters", 200)
    if "blank" in paper:
        read_blank(paper["blank"], f"{path}.blank", MOTION)


def read_choice(paper, path):
    fields(paper, path, ("kind", "questions", "blank"))

    def read_question(value, place):
        read_item(value, place, ("options",))
        read_scale(value["options"], f"{place}.options")

    each(paper["questions"], f"{path}.questions", read_question, 1, 200)
    distinct_items(paper["questions"], f"{path}.questions")
    one_of(paper["blank"], f"{path}.blank", ("refuse", "allow"))


def read_text_paper(paper, path):
    fields(paper, path, ("kind", "prompts", "lengthMax"))
    read_items(paper["prompts"], f"{path}.prompts", 20)
    whole(paper["lengthMax"], f"{path}.lengthMax", 1, 500)


PLAIN = {
    "grades": read_grades,
    "score": read_score_paper,
    "pick": read_pick,
    "motion": read_motion,
    "choice": read_choice,
    "text": read_text_paper,
}


def read_plain(paper, path):
    need(isinstance(paper, dict), path, "must be an object")
    one_of(paper.get("kind"), f"{path}.kind", PLAIN)
    PLAIN[paper["kind"]](paper, path)


def read_form(paper, path):
    fields(paper, path, ("kind", "sections"))

    def read_section(value, place):
        read_item(value, place, ("paper",))
        read_plain(value["paper"], f"{place}.paper")
        need(value["paper"].get("writeIns", 0) == 0, f"{place}.paper.writeIns", "must be 0 in a form")

    each(paper["sections"], f"{path}.sections", read_section, 1, 12)
    distinct_items(paper["sections"], f"{path}.sections")


def rough_lines(paper):
    if paper["kind"] == "form":
        return sum(rough_lines(section["paper"]) for section in paper["sections"])
    return len(paper["subjects"]) * len(paper["dimensions"]) if paper["kind"] in ("grades", "score") else 1


def read_paper(paper, path):
    """The paper, read, as a Sheet."""
    if isinstance(paper, dict) and paper.get("kind") == "form":
        read_form(paper, path)
    else:
        read_plain(paper, path)
    need(rough_lines(paper) <= 2000, path, "must have at most 2000 lines")
    sheet = Sheet(paper)
    need(sum(len(line.choices) + 1 for line in sheet.lines) <= 40_000, path, "must have at most 40000 choices")
    marks = 0
    for line in sheet.lines:
        longest = max(map(len, line.choices)) if line.text is None else 3 * line.text
        marks += len(line.id) + longest + 28
    names = paper["writeIns"] * 148 if paper["kind"] == "pick" else 0
    need(1200 + marks + names <= 65536, path, "is too large for a ballot of 64 KiB")
    return sheet


# Section 5: the lines of a paper


class Line:
    def __init__(self, part, section, item, dimension, choices, length=None):
        self.part, self.section, self.item, self.dimension = part, section, item, dimension
        self.choices, self.text = choices, length
        own = item["id"] if dimension is None else item["id"] + "/" + dimension["id"]
        prefix = "" if section is None else section["id"] + "."
        self.id, self.item_id = prefix + own, prefix + item["id"]

    def counted(self):
        """What makes up validItem; None where not answering is an answer."""
        if self.part["kind"] == "grades":
            return [grade["id"] for grade in self.part["scale"] if grade["counted"]]
        if self.part["kind"] == "choice":
            return [grade["id"] for grade in self.item["options"] if grade["counted"]]
        return self.choices if self.part["kind"] in ("score", "motion") else None

    def blank(self):
        if self.part["kind"] in ("pick", "text"):
            return "allow"
        return self.part.get("blank", "refuse")


def lines_of(paper, section):
    kind = paper["kind"]
    if kind in ("grades", "score"):
        choices = (
            [grade["id"] for grade in paper["scale"]]
            if kind == "grades"
            else [str(mark) for mark in range(paper["from"], paper["to"] + 1, paper["step"])]
        )
        for item in paper["subjects"]:
            for dimension in paper["dimensions"]:
                yield Line(paper, section, item, dimension, choices)
    elif kind == "pick":
        for item in paper["candidates"]:
            yield Line(paper, section, item, None, ["picked"])
    elif kind == "motion":
        for item in paper["matters"]:
            yield Line(paper, section, item, None, MOTION)
    elif kind == "choice":
        for item in paper["questions"]:
            yield Line(paper, section, item, None, [grade["id"] for grade in item["options"]])
    else:
        for item in paper["prompts"]:
            yield Line(paper, section, item, None, ["written"], paper["lengthMax"])


class Sheet:
    """A paper with its lines in order and the place of each mark in a count."""

    def __init__(self, paper):
        self.paper = paper
        self.parts = (
            [(section, section["paper"]) for section in paper["sections"]] if paper["kind"] == "form" else [(None, paper)]
        )
        self.lines = [line for section, part in self.parts for line in lines_of(part, section)]
        self.write_ins = paper["writeIns"] if paper["kind"] == "pick" else 0
        self.first, self.slot, size = {}, {}, 0
        for line in self.lines:
            self.first[line.id] = size
            for offset, choice in enumerate([*line.choices, ""]):
                self.slot[line.id, choice] = size + offset
            size += len(line.choices) + 1
        self.size = size + (1 if self.write_ins else 0)
        self.texts = {line.id for line in self.lines if line.text is not None}


def items_of(lines):
    """(id, item, its lines), in order."""
    found = {}
    for line in lines:
        found.setdefault(line.item_id, (line.item, []))[1].append(line)
    return [(name, item, own) for name, (item, own) in found.items()]


# Section 4.2: rules

BASES = ["due", "present", "issued", "returned", "valid", "validItem", "headcount", "seats"]


def read_words_of(value, path):
    words(value["zh"], f"{path}.zh", 500)
    words(value["en"], f"{path}.en", 500)


def read_ratio(value, path, proper):
    each(value, path, lambda number, at: whole(number, at, 0, 1_000_000), 2, 2)
    need(1 <= value[1] <= 10_000, path, "must be a fraction of 1 to 10000 parts")
    need(not proper or value[0] <= value[1], path, "must not be more than the whole")


def read_label(value, path):
    fields(value, path, ("id", "zh", "en", "weight"))
    word_id(value["id"], f"{path}.id")
    need(value["id"] not in ("not_assessed", "error_empty_group", "none"), f"{path}.id", "is reserved")
    read_words_of(value, path)
    one_of(value["weight"], f"{path}.weight", ("flag", "outcome", "clear"))


def read_options(value, path):
    each(value, path, item_id, 1, 20)
    distinct(value, path)


def read_numerator(value, path):
    need(isinstance(value, dict) and len(value.keys() - {"plus"}) == 1, path, "counts one thing")
    if "account" in value:
        one_of(fields(value, path, ("account",))["account"], path, BASES)
    elif "figure" in value:
        name_id(fields(value, path, ("figure",))["figure"], path)
    elif "score" in value:
        item_id(fields(value, path, ("score",))["score"], path)
    elif "history" in value:
        measure = fields(value, path, ("history",))["history"]
        need(isinstance(measure, dict), path, "must be an object")
        one_of(measure.get("kind"), f"{path}.kind", ("run", "count"))
        key, allowed = ("missing", ("breaks", "skips")) if measure["kind"] == "run" else ("within", ("year", "ever"))
        fields(measure, path, ("kind", "mark", key))
        word_id(measure["mark"], f"{path}.mark")
        one_of(measure[key], f"{path}.{key}", allowed)
    else:
        read_options(fields(value, path, ("options",), ("plus",))["options"], f"{path}.options")
        if "plus" in value:
            each(value["plus"], path, lambda more, at: one_of(more, at, ("absent", "invalid")), 1, 2)
            distinct(value["plus"], path)


def read_test(value, path):
    fields(value, path, ("id", "numerator", "base", "comparator", "fraction", "zh", "en"))
    item_id(value["id"], f"{path}.id")
    read_words_of(value, path)
    base, comparator, numerator = value["base"], value["comparator"], value["numerator"]
    one_of(comparator, f"{path}.comparator", ("lt", "le", "gt", "ge"))
    one_of(base, f"{path}.base", [*BASES, "one"])
    read_ratio(value["fraction"], f"{path}.fraction", base not in ("one", "seats", "headcount"))
    part, over = value["fraction"]
    need(part > 0 or comparator not in ("lt", "ge"), f"{path}.fraction", "can fall one way only")
    read_numerator(numerator, f"{path}.numerator")
    need(numerator.get("account") != base, f"{path}.base", "is measured against itself")
    need(base == "one" or not ({"score", "history"} & numerator.keys()), f"{path}.base", "must be one")
    if "options" in numerator and base not in ("one", "seats", "headcount") and part == over:
        need(comparator not in ("gt", "le"), f"{path}.fraction", "can fall one way only")


def read_condition(value, path, tests, depth=1):
    need(depth <= 8, path, "is nested too deep")
    need(isinstance(value, dict) and len(value) == 1, path, "must be one of test, not, all, any")
    ((key, inner),) = value.items()
    if key == "test":
        item_id(inner, path)
        need(inner in tests, path, "names no test of this rule")
    elif key == "not":
        read_condition(inner, path, tests, depth + 1)
    else:
        one_of(key, path, ("all", "any"))
        each(inner, path, lambda part, at: read_condition(part, at, tests, depth + 1), 1, 20)


def tests_in(condition):
    ((key, inner),) = condition.items()
    if key == "test":
        return [inner]
    return tests_in(inner) if key == "not" else [test for part in inner for test in tests_in(part)]


def read_numbers(value, path, read_key_of, least, most, entries):
    need(isinstance(value, dict) and 1 <= len(value) <= entries, path, f"must have 1 to {entries} entries")
    for key, number in value.items():
        read_key_of(key, path)
        whole(number, f"{path}.{key}", least, most)


SCORE_FIELDS = {
    "index": (("points",), ()),
    "share": (("options", "base"), ()),
    "mean": (("per",), ("trim",)),
    "groups": (("of", "weights", "empty"), ()),
    "dimensions": (("of", "weights", "empty"), ()),
    "weighted": (("parts",), ()),
    "sum": (("parts",), ()),
    "figure": (("figure", "max"), ()),
    "brackets": (("bands", "otherwise"), ()),
    "ranks": (("figure", "top", "stepPercent"), ()),
    "bonus": (("award", "points", "validYears"), ()),
}


def read_score(value, path, tests):
    need(isinstance(value, dict), path, "must be an object")
    one_of(value.get("kind"), f"{path}.kind", SCORE_FIELDS)
    kind = value["kind"]
    required, optional = SCORE_FIELDS[kind]
    fields(value, path, ("id", "kind", *required), optional)
    item_id(value["id"], f"{path}.id")
    if kind == "index":
        read_numbers(value["points"], f"{path}.points", item_id, 0, 10_000, 20)
    elif kind == "share":
        read_options(value["options"], f"{path}.options")
        one_of(value["base"], f"{path}.base", BASES)
    elif kind == "mean":
        need(is_per(value["per"]), f"{path}.per", "must be 1, 10 or 100")
        if "trim" in value:
            whole(fields(value["trim"], f"{path}.trim", ("minRaters",))["minRaters"], f"{path}.trim", 6, 1_000_000)
    elif kind in ("groups", "dimensions"):
        item_id(value["of"], f"{path}.of")
        read_numbers(value["weights"], f"{path}.weights", item_id, 0, 100, 20)
        need(sum(value["weights"].values()) == 100, f"{path}.weights", "must sum to 100")
        one_of(value["empty"], f"{path}.empty", ("error", "renormalise"))
    elif kind == "weighted":

        def read_part(part, place):
            fields(part, place, ("score", "weight"))
            item_id(part["score"], f"{place}.score")
            whole(part["weight"], f"{place}.weight", 0, 10_000)

        each(value["parts"], f"{path}.parts", read_part, 1, 20)
        distinct((part["score"] for part in value["parts"]), f"{path}.parts")
        need(any(part["weight"] for part in value["parts"]), f"{path}.parts", "must have a weight above 0")
    elif kind == "sum":
        each(value["parts"], f"{path}.parts", item_id, 1, 20)
        distinct(value["parts"], f"{path}.parts")
    elif kind == "figure":
        name_id(value["figure"], f"{path}.figure")
        whole(value["max"], f"{path}.max", 1, 1_000_000)
    elif kind == "brackets":

        def read_band(band, place):
            fields(band, place, ("when", "points"))
            read_condition(band["when"], f"{place}.when", tests)
            whole(band["points"], f"{place}.points", 0, 10_000)

        each(value["bands"], f"{path}.bands", read_band, 1, 20)
        whole(value["otherwise"], f"{path}.otherwise", 0, 10_000)
    elif kind == "ranks":
        name_id(value["figure"], f"{path}.figure")
        whole(value["top"], f"{path}.top", 1, 10_000)
        whole(value["stepPercent"], f"{path}.stepPercent", 0, 100)
    else:
        name_id(value["award"], f"{path}.award")
        whole(value["points"], f"{path}.points", 1, 10_000)
        whole(value["validYears"], f"{path}.validYears", 0, 50)


def parts_of(score):
    if score["kind"] in ("groups", "dimensions"):
        return [score["of"]]
    if score["kind"] == "weighted":
        return [part["score"] for part in score["parts"]]
    return score["parts"] if score["kind"] == "sum" else []


def band_tests(score):
    if score["kind"] != "brackets":
        return []
    return [test for band in score["bands"] for test in tests_in(band["when"])]


def tests_of_rows(rule):
    """Those that are asked of each row by itself."""
    return {rule.get("cut", {}).get("win"), *(test for score in rule.get("scores", []) for test in band_tests(score))}


def check_references(rule, path):
    scores = {score["id"]: score for score in rule.get("scores", [])}
    tests = {test["id"]: test for test in rule["tests"]}

    def below(score):
        """All that a score is made of, directly or through the tests of its bands."""
        seen, open_ends = [], [score]
        while open_ends:
            here = open_ends.pop()
            through = [tests[test]["numerator"].get("score") for test in band_tests(here)]
            for name in [*parts_of(here), *through]:
                if name in scores and name not in seen:
                    seen.append(name)
                    open_ends.append(scores[name])
        return seen

    for score in scores.values():
        for part in parts_of(score):
            need(part in scores, path, f"names no score of this rule: {part}")
    for name, score in scores.items():
        made_of = below(score)
        need(name not in made_of, path, f"has a score made of itself: {name}")
        if score["kind"] not in ("groups", "dimensions"):
            continue
        kinds = {scores[each_one]["kind"] for each_one in made_of}
        need(score["kind"] not in kinds, path, "weighs the same thing twice")
        if score["kind"] == "dimensions":
            continue
        need("dimensions" not in kinds, path, "weighs dimensions within groups")
        used = []
        for part in made_of:
            if scores[part]["kind"] == "share":
                used.append(scores[part]["base"])
            for test in map(tests.get, band_tests(scores[part])):
                numerator = test["numerator"]
                used += [test["base"], numerator.get("account")]
                used += ["due"] if "absent" in numerator.get("plus", []) else []
        need(not {"due", "present", "issued"} & set(used), path, "measures a group on what is not known of it")


def read_cut(value, path, tests, scores):
    required = ("by", "direction", "places", "per", "ties", "taken")
    fields(value, path, required, ("secondary", "win"))
    one_of(value["per"], f"{path}.per", ("poll", "tag"))
    one_of(value["ties"], f"{path}.ties", ("include_all", "runoff", "organizer", "secondary"))
    need((value["ties"] == "secondary") == ("secondary" in value), f"{path}.secondary", "goes with ties: secondary")
    by, places = fields(value["by"], f"{path}.by", (), ("votes", "score")), value["places"]
    need(len(by) == 1, f"{path}.by", "must be one of votes, score")
    if "votes" in by:
        read_options(by["votes"], f"{path}.by.votes")
    for name in [*([by["score"]] if "score" in by else []), *([value["secondary"]] if "secondary" in value else [])]:
        item_id(name, path)
        need(name in scores, path, f"names no score of this rule: {name}")
    one_of(value["direction"], f"{path}.direction", ("top", "bottom"))
    if places != "seats":
        if isinstance(places, (int, float)) and not isinstance(places, bool):
            whole(places, f"{path}.places", 1, 200)
        else:
            read_numbers(places, f"{path}.places", lambda key, at: words(key, at, 120), 0, 200, 20)
            need(value["per"] == "tag", f"{path}.places", "are by category, and the cut is not")
    if "win" in value:
        item_id(value["win"], f"{path}.win")
        need(value["win"] in tests, f"{path}.win", "names no test of this rule")
    read_label(value["taken"], f"{path}.taken")


def read_gate(value, path):
    fields(value, path, ("id", "zh", "en"))
    word_id(value["id"], f"{path}.id")
    read_words_of(value, path)


def read_period(value, path):
    fields(value, path, ("id", "zh", "en", "kind", "length", "unit"))
    word_id(value["id"], f"{path}.id")
    read_words_of(value, path)
    one_of(value["kind"], f"{path}.kind", ("appeal", "notice", "probation", "rectification"))
    whole(value["length"], f"{path}.length", 1, 3660)
    one_of(value["unit"], f"{path}.unit", ("calendar_days", "working_days", "months"))


def read_citation(value, path):
    fields(value, path, ("document", "clause", "wording", "status", "confidence"))
    for key in ("document", "clause", "wording"):
        words(value[key], f"{path}.{key}", 500)
    statuses = ("current_national", "historic_local", "common_practice", "proposal")
    one_of(value["status"], f"{path}.status", statuses)
    one_of(value["confidence"], f"{path}.confidence", ("seed", "source", "secondary", "unverified"))


RULE = ("id", "zh", "en", "citations", "scope", "tests", "branches", "otherwise", "strength", "gates", "consequence")
RULE_MORE = ("only", "scores", "cut", "periods")


def read_rule(rule, path):
    fields(rule, path, (*RULE, "precedence", "sensitivity"), RULE_MORE)
    item_id(rule["id"], f"{path}.id")
    read_words_of(rule, path)
    each(rule["citations"], f"{path}.citations", read_citation, 0, 20)
    one_of(rule["scope"], f"{path}.scope", ("question", "item", "poll"))
    if "only" in rule:
        fields(rule["only"], f"{path}.only", (), ("section", "dimension"))
        need(len(rule["only"]) > 0, f"{path}.only", "must name a section or a dimension")
        for key, value in rule["only"].items():
            item_id(value, f"{path}.only.{key}")
    least = 0 if "scores" in rule or "cut" in rule else 1
    each(rule["tests"], f"{path}.tests", read_test, least, 20)
    tests = [test["id"] for test in rule["tests"]]
    distinct(tests, f"{path}.tests")
    if "scores" in rule:
        each(rule["scores"], f"{path}.scores", lambda score, at: read_score(score, at, tests), 1, 20)
    scores = [score["id"] for score in rule.get("scores", [])]
    distinct(scores, f"{path}.scores")
    check_references(rule, f"{path}.scores")
    if "cut" in rule:
        read_cut(rule["cut"], f"{path}.cut", tests, scores)

    def read_branch(branch, place):
        fields(branch, place, ("when", "label"))
        read_condition(branch["when"], f"{place}.when", tests)
        read_label(branch["label"], f"{place}.label")

    each(rule["branches"], f"{path}.branches", read_branch, least, 20)
    read_label(rule["otherwise"], f"{path}.otherwise")
    one_of(rule["strength"], f"{path}.strength", ("auto", "flag", "principle"))
    each(rule["gates"], f"{path}.gates", read_gate, 0, 10)
    distinct((gate["id"] for gate in rule["gates"]), f"{path}.gates")
    if rule["consequence"] is not None:
        read_words_of(fields(rule["consequence"], f"{path}.consequence", ("zh", "en")), f"{path}.consequence")
        need(len(rule["gates"]) > 0, f"{path}.gates", "must have a gate before a consequence")
    if "periods" in rule:
        each(rule["periods"], f"{path}.periods", read_period, 1, 10)
        distinct((period["id"] for period in rule["periods"]), f"{path}.periods")
    whole(rule["precedence"], f"{path}.precedence", 0, 1000)
    each(rule["sensitivity"], f"{path}.sensitivity", lambda base, at: one_of(base, at, BASES), 0, len(BASES))
    distinct(rule["sensitivity"], f"{path}.sensitivity")
    check_whole(rule, path, scores)


def check_whole(rule, path, scores):
    for test in rule["tests"]:
        name = test["numerator"].get("score")
        need(name is None or name in scores, f"{path}.tests", f"names no score of this rule: {name}")
    splits = any(score["kind"] == "dimensions" for score in rule.get("scores", []))
    need(not (splits and rule["scope"] == "question"), path, "weighs dimensions, and is about one line")
    if "cut" not in rule:
        return
    need(rule["scope"] == "poll", f"{path}.cut", "goes through the rows of a poll")
    asked = {test for branch in rule["branches"] for test in tests_in(branch["when"])}
    for test in rule["tests"]:
        of_rows = test["id"] == rule["cut"].get("win") or "score" in test["numerator"]
        need(not (of_rows and test["id"] in asked), f"{path}.branches", "ask of the poll what is asked of each row")
        idle = "score" in test["numerator"] and test["id"] not in tests_of_rows(rule)
        need(not idle, f"{path}.tests", "has a score of each row for which no row is asked")


# Section 4.3: definitions

RELATIONS = ("superior", "peer", "subordinate", "self", "external", "member", "citizen")


def read_group(value, path):
    fields(value, path, ("id", "name", "due"), ("relation", "excluded"))
    item_id(value["id"], f"{path}.id")
    words(value["name"], f"{path}.name", 120)
    whole(value["due"], f"{path}.due", 1, 100_000)
    if "relation" in value:
        one_of(value["relation"], f"{path}.relation", RELATIONS)

    def read_exclusion(entry, place):
        fields(entry, place, ("count", "reason", "approvedBy"))
        whole(entry["count"], f"{place}.count", 1, 100_000)
        words(entry["reason"], f"{place}.reason", 120)
        words(entry["approvedBy"], f"{place}.approvedBy", 120)

    if "excluded" in value:
        each(value["excluded"], f"{path}.excluded", read_exclusion, 0, 20)


def read_given(value, path, sheet):
    need(isinstance(value, dict), path, "must be an object")
    known = {"", *(line.item_id for line in sheet.lines)}
    for name, given in value.items():
        place = f"{path}.{name}"
        need(name in known, place, "is given for nobody on this paper")
        fields(given, place, (), ("figures", "history"))
        if "figures" in given:
            need(isinstance(given["figures"], dict) and len(given["figures"]) <= 20, place, "must be at most 20 figures")
            for figure, number in given["figures"].items():
                name_id(figure, place)
                if isinstance(number, list):
                    each(number, place, lambda one, at: whole(one, at, 0, 1_000_000), 0, 100)
                else:
                    whole(number, place, 0, 1_000_000)
        if "history" in given:

            def read_mark(mark, at):
                fields(mark, at, ("at", "mark"))
                year_or_day(mark["at"], f"{at}.at")
                word_id(mark["mark"], f"{at}.mark")

            each(given["history"], f"{place}.history", read_mark, 0, 100)


DEFINITION = ("format", "event", "poll", "title", "paper", "groups", "rules", "release")


def read_definition(value, path):
    fields(value, path, DEFINITION, ("at", "given", "source", "receipts", "rehearsal"))
    one_of(value["format"], f"{path}.format", ("gonglun-poll/1",))
    address(value["event"], f"{path}.event")
    address(value["poll"], f"{path}.poll")
    words(value["title"], f"{path}.title", 120)
    sheet = read_paper(value["paper"], f"{path}.paper")
    groups, rules, release = value["groups"], value["rules"], value["release"]
    each(groups, f"{path}.groups", read_group, 1, 20)
    distinct((group["id"] for group in groups), f"{path}.groups")
    distinct((group["name"] for group in groups), f"{path}.groups")
    need(sum(group["due"] for group in groups) <= 100_000, f"{path}.groups", "must have at most 100000 due")
    each(rules, f"{path}.rules", read_rule, 0, 20)
    distinct((rule["id"] for rule in rules), f"{path}.rules")
    fields(release, f"{path}.release", ("mode", "k", "minTurnout"))
    one_of(release["mode"], f"{path}.release.mode", ("turnout", "batches"))
    whole(release["k"], f"{path}.release.k", 3, 1000)
    read_ratio(release["minTurnout"], f"{path}.release.minTurnout", True)
    if "at" in value:
        year_or_day(value["at"], f"{path}.at")
    if "given" in value:
        read_given(value["given"], f"{path}.given", sheet)
    if "source" in value:
        source = fields(value["source"], f"{path}.source", ("poll", "record", "rule", "take"))
        address(source["poll"], f"{path}.source.poll")
        need(source["poll"] != value["poll"], f"{path}.source.poll", "must be another poll")
        hex_hash(source["record"], f"{path}.source.record")
        item_id(source["rule"], f"{path}.source.rule")
        one_of(source["take"], f"{path}.source.take", ("taken", "tied"))
    if "receipts" in value:
        one_of(value["receipts"], f"{path}.receipts", ("off",))
    if "rehearsal" in value:
        need(value["rehearsal"] is True, f"{path}.rehearsal", "must be true, or left out")
    for index, rule in enumerate(rules):
        check_agreement(rule, value, sheet, f"{path}.rules[{index}]")


# Section 5.3: which lines a rule is about


def score_options(score):
    if score["kind"] == "index":
        return list(score["points"])
    return score["options"] if score["kind"] == "share" else []


def options_counted(rule):
    found = [option for test in rule["tests"] for option in test["numerator"].get("options", [])]
    found += [option for score in rule.get("scores", []) for option in score_options(score)]
    return found + rule.get("cut", {}).get("by", {}).get("votes", [])


def applies_to(rule, line):
    only = rule.get("only", {})
    if "section" in only and (line.section is None or line.section["id"] != only["section"]):
        return False
    if "dimension" in only and (line.dimension is None or line.dimension["id"] != only["dimension"]):
        return False
    counted, scores = options_counted(rule), rule.get("scores", [])
    if line.text is not None and "written" not in counted:
        return False
    if not set(counted) <= set(line.choices):
        return False
    if any(score["kind"] == "mean" for score in scores) and line.part["kind"] != "score":
        return False
    assesses = any("validItem" in (test["base"], test["numerator"].get("account")) for test in rule["tests"])
    assesses = assesses or any(score.get("base") == "validItem" for score in scores)
    return not assesses or line.counted() is not None


def lines_for(rule, sheet):
    return [line for line in sheet.lines if applies_to(rule, line)]


def items_for(rule, sheet):
    return items_of(lines_for(rule, sheet))


def takes_write_ins(rule, sheet):
    return sheet.write_ins > 0 and set(options_counted(rule)) <= {"picked"}


def part_named(rule, sheet):
    """The plain paper that a rule is about as a whole; None for a form without a section named."""
    if sheet.paper["kind"] != "form":
        return sheet.paper
    wanted = rule.get("only", {}).get("section")
    return next((part for section, part in sheet.parts if section["id"] == wanted), None)


# Section 4.4: rules and the paper agree


def check_agreement(rule, definition, sheet, path):
    only, scores, tests = rule.get("only", {}), rule.get("scores", []), rule["tests"]
    lines = [
        line
        for line in sheet.lines
        if ("section" not in only or (line.section is not None and line.section["id"] == only["section"]))
        and ("dimension" not in only or (line.dimension is not None and line.dimension["id"] == only["dimension"]))
    ]
    need(lines, f"{path}.only", "names nothing on this paper")
    counted = options_counted(rule)
    offered = {choice for line in lines for choice in line.choices}
    need(set(counted) <= offered, path, "counts what this paper does not offer")

    measured = [line.counted() for line in lines if set(counted) <= set(line.choices)]

    def check_base(options, base):
        if base != "validItem":
            return
        need(not measured or any(own is not None for own in measured), path, "has validItem where there is none")
        beside = [option for option in options if any(own is not None and option not in own for own in measured)]
        need(not beside, path, "counts what validItem leaves out")

    for test in tests:
        numerator = test["numerator"]
        check_base([], numerator.get("account"))
        check_base([*numerator.get("options", []), *numerator.get("plus", [])], test["base"])
    for score in scores:
        if score["kind"] == "share":
            check_base(score["options"], score["base"])
    need(lines_for(rule, sheet), path, "applies to no line of this paper")

    items = items_for(rule, sheet)
    for score in scores:
        if score["kind"] == "mean":
            pers = [line.part["per"] for line in lines if line.part["kind"] == "score"]
            need(pers and all(per == score["per"] for per in pers), path, "is a mean of other numbers")
        if score["kind"] == "groups":
            need(set(score["weights"]) <= {group["id"] for group in definition["groups"]}, path, "weighs strangers")
        if score["kind"] == "dimensions":
            for _, _, own in items:
                known = {line.dimension["id"] for line in own if line.dimension is not None}
                need(set(score["weights"]) <= known, path, "weighs what is no dimension")
        if score["kind"] in ("groups", "dimensions") and rule["scope"] == "poll":
            need("cut" in rule, path, "weighs what all rows together do not have")
            need(not takes_write_ins(rule, sheet), path, "weighs what written names do not have")

    headcount = definition.get("given", {}).get("", {}).get("figures", {}).get("headcount")
    need(not isinstance(headcount, list), "given..figures.headcount", "must be one whole number")
    parts = [line.part for line in lines_for(rule, sheet)]
    whole_one = [part_named(rule, sheet)] if rule["scope"] == "poll" else []
    has_seats = all(part is not None and has_posts(part) for part in [*whole_one, *parts])
    has_heads = (
        (rule["scope"] == "poll" and "cut" not in rule)
        or headcount is not None
        or all(part["kind"] in ("grades", "score") for part in parts)
    )
    used = [base for test in tests for base in (test["base"], test["numerator"].get("account"))]
    used += [score["base"] for score in scores if score["kind"] == "share"]
    need(has_seats or "seats" not in used, path, "is measured on seats, and there are none")
    need(has_heads or "headcount" not in used, path, "is measured on headcount, and there is none")
    if rule["scope"] == "poll":
        check_poll_rule(rule, definition, sheet, items, path)
    check_given(rule, definition, items, path)


def has_posts(part):
    return part["kind"] == "pick" and part["seats"] is not None


def check_poll_rule(rule, definition, sheet, items, path):
    cut, sourced = rule.get("cut"), "source" in definition
    if cut is not None:
        need(sheet.paper["kind"] != "form" or "section" in rule.get("only", {}), f"{path}.only", "must name a section")
    asked = {test for branch in rule["branches"] for test in tests_in(branch["when"])}
    of_rows = set() if cut is None else tests_of_rows(rule) - asked
    is_one = len(items) == 1 and len(items[0][2]) == 1
    for test in rule["tests"]:
        single = is_one or test["id"] in of_rows or "options" not in test["numerator"]
        need(single or test["base"] in ("validItem", "one"), path, "counts the marks of all rows against ballots")
    if cut is None:
        return
    places = cut["places"]
    own = cut["per"] == "tag" and not isinstance(places, dict) and takes_write_ins(rule, sheet)
    need(not own, f"{path}.cut.per", "gives places by category, and names written in have none")
    if places == "seats":
        part = items[0][2][0].part
        return need(part["kind"] == "pick" and part["seats"] is not None, f"{path}.cut.places", "is seats of none")
    is_open = takes_write_ins(rule, sheet) or sourced
    sizes = {}
    for _, item, _ in items:
        tag = item.get("tag", "") if cut["per"] == "tag" else ""
        sizes[tag] = sizes.get(tag, 0) + 1
    if isinstance(places, int):
        return need(is_open or places <= min(sizes.values()), f"{path}.cut.places", "are more than there are rows")
    for tag, number in places.items():
        need(sourced or sizes.get(tag, 0) > 0, f"{path}.cut.places", "has a category that no row is in")
        need(is_open or number <= sizes.get(tag, 0), f"{path}.cut.places", "are more than there are rows")


def check_given(rule, definition, items, path):
    given, cut, scores = definition.get("given", {}), rule.get("cut"), rule.get("scores", [])
    remembers = any("history" in test["numerator"] for test in rule["tests"])
    remembers = remembers or any(score["kind"] == "bonus" for score in scores)
    need(not remembers or "at" in definition, "at", "must be given")
    asked = {test for branch in rule["branches"] for test in tests_in(branch["when"])}
    rows = [name for name, _, _ in items]
    subjects = [""] if rule["scope"] == "poll" and cut is None else rows

    def figure_at(name, figure):
        own = given.get(name, {}).get("figures", {})
        return own[figure] if figure in own else given.get("", {}).get("figures", {}).get(figure)

    for test in rule["tests"]:
        if "figure" not in test["numerator"]:
            continue
        of_rows, asked_of = test["id"] in tests_of_rows(rule), subjects
        if cut is not None:
            asked_of = [*([""] if test["id"] in asked or not of_rows else []), *(rows if of_rows else [])]
        for name in asked_of:
            need(isinstance(figure_at(name, test["numerator"]["figure"]), int), "given", "must have the figure")
    for score in scores:
        if score["kind"] not in ("figure", "ranks"):
            continue
        for name in subjects:
            value = figure_at(name, score["figure"])
            need(value is not None, "given", "must have the figure")
            if score["kind"] == "ranks":
                ranks = value if isinstance(value, list) else [value]
                need(ranks and 0 not in ranks, "given", "must have ranks from 1 on")
            else:
                need(isinstance(value, int) and value <= score["max"], "given", "must be within the maximum")


# Section 4.5: record, bundle, annex

COUNT_MAX = 2**31
ACCOUNTS = ("due", "present", "issued", "returned", "valid", "invalid")


def figure(value, path):
    whole(value, path, 0, COUNT_MAX)


def read_accounts(value, path, more=()):
    fields(value, path, (*more, *ACCOUNTS))
    for key in ACCOUNTS:
        figure(value[key], f"{path}.{key}")
    if more:
        text(value["group"], f"{path}.group")


def read_count(value, path, more=()):
    fields(value, path, (*more, "ballots", "counts"))
    figure(value["ballots"], f"{path}.ballots")
    each(value["counts"], f"{path}.counts", figure, 1, COUNT_MAX)
    if more:
        text(value["group"], f"{path}.group")


def read_group_count(value, path):
    read_count(value, path, ("group",))


def read_tree(value, path):
    fields(value, path, ("size", "root"))
    figure(value["size"], f"{path}.size")
    hex_hash(value["root"], f"{path}.root")


RECORD = (
    *("format", "event", "paperHash", "definition", "keys", "accounts", "groupAccounts", "count", "groupCounts"),
    *("annex", "writeIns", "findings", "openings", "credentials", "openedAt", "closedAt", "sealedAt"),
    *("openedBy", "closedBy", "sealedBy", "transport", "software", "corrects", "correction"),
)


def read_record(value, path):
    fields(value, path, RECORD)
    one_of(value["format"], f"{path}.format", ("gonglun-record/1",))
    event = fields(value["event"], f"{path}.event", ("id", "title", "place"))
    address(event["id"], f"{path}.event.id")
    text(event["title"], f"{path}.event.title")
    text(event["place"], f"{path}.event.place")
    hex_hash(value["paperHash"], f"{path}.paperHash")
    read_definition(value["definition"], f"{path}.definition")

    def read_issuer(entry, place):
        fields(entry, place, ("group", "spki"))
        text(entry["group"], f"{place}.group")
        binary()(entry["spki"], f"{place}.spki")

    def read_write_in(entry, place):
        fields(entry, place, ("name", "votes"))
        text(entry["name"], f"{place}.name")
        figure(entry["votes"], f"{place}.votes")

    def read_finding(entry, place):
        need(isinstance(entry, dict), place, "must be an object")
        plain_json(entry, place, 12)

    each(value["keys"], f"{path}.keys", read_issuer, 1, 20)
    read_accounts(value["accounts"], f"{path}.accounts")
    each(value["groupAccounts"], f"{path}.groupAccounts", lambda own, at: read_accounts(own, at, ("group",)), 1, 20)
    read_count(value["count"], f"{path}.count")
    each(value["groupCounts"], f"{path}.groupCounts", read_group_count, 0, 20)
    or_none(hex_hash)(value["annex"], f"{path}.annex")
    each(value["writeIns"], f"{path}.writeIns", read_write_in, 0, COUNT_MAX)
    each(value["findings"], f"{path}.findings", read_finding, 0, COUNT_MAX)
    read_tree(value["openings"], f"{path}.openings")
    read_tree(value["credentials"], f"{path}.credentials")
    for key in ("openedAt", "closedAt", "sealedAt"):
        moment(value[key], f"{path}.{key}")
    for key in ("openedBy", "closedBy", "sealedBy"):
        text(value[key], f"{path}.{key}")
    one_of(value["transport"], f"{path}.transport", ("http", "https"))
    software = fields(value["software"], f"{path}.software", ("version", "commit"))
    text(software["version"], f"{path}.software.version")
    or_none(text)(software["commit"], f"{path}.software.commit")
    or_none(hex_hash)(value["corrects"], f"{path}.corrects")
    or_none(read_correction)(value["correction"], f"{path}.correction")


def read_correction(value, path):
    fields(value, path, ("reason", "by", "at"))
    text(value["reason"], f"{path}.reason")
    text(value["by"], f"{path}.by")
    moment(value["at"], f"{path}.at")


def read_opening(value, path):
    fields(value, path, ("question", "choice", "group", "nonce"))
    text(value["question"], f"{path}.question")
    text(value["choice"], f"{path}.choice")
    or_none(text)(value["group"], f"{path}.group")
    binary(16)(value["nonce"], f"{path}.nonce")


def read_credential(value, path):
    fields(value, path, ("group", "publicKey", "prefix", "signature"))
    text(value["group"], f"{path}.group")
    binary(32)(value["publicKey"], f"{path}.publicKey")
    binary(32)(value["prefix"], f"{path}.prefix")
    binary(256)(value["signature"], f"{path}.signature")


def read_signed(value, path):
    read_record(value["record"], f"{path}.record")
    compact_jws(value["signature"], f"{path}.signature")


def read_sealed(value, path):
    fields(value, path, ("record", "signature", "openings", "credentials"), ("corrected",))
    read_signed(value, path)
    if "corrected" in value:

        def read_older(entry, place):
            fields(entry, place, ("record", "signature"))
            read_signed(entry, place)

        each(value["corrected"], f"{path}.corrected", read_older, 1, 1000)
    each(value["openings"], f"{path}.openings", read_opening, 0, 20_000_000)
    each(value["credentials"], f"{path}.credentials", read_credential, 0, 100_000)


def read_trail_entry(value, path):
    fields(value, path, ("at", "actor", "act", "poll", "detail"))
    moment(value["at"], f"{path}.at")
    text(value["actor"], f"{path}.actor")
    text(value["act"], f"{path}.act")
    or_none(address)(value["poll"], f"{path}.poll")
    need(isinstance(value["detail"], dict), f"{path}.detail", "must be an object")
    plain_json(value["detail"], f"{path}.detail", 1)


def read_bundle(value):
    fields(value, "", ("format", "event", "eventKey", "polls", "trail", "trailSignature"))
    one_of(value["format"], "format", ("gonglun-bundle/1",))
    event = fields(value["event"], "event", ("id", "title"))
    address(event["id"], "event.id")
    text(event["title"], "event.title")
    binary(32)(value["eventKey"], "eventKey")
    each(value["polls"], "polls", read_sealed, 1, 1000)
    each(value["trail"], "trail", read_trail_entry, 0, 1_000_000)
    compact_jws(value["trailSignature"], "trailSignature")


def read_annex(value):
    fields(value, "", ("format", "poll", "paperHash", "groupCounts", "salt"))
    one_of(value["format"], "format", ("gonglun-annex/1",))
    address(value["poll"], "poll")
    hex_hash(value["paperHash"], "paperHash")
    each(value["groupCounts"], "groupCounts", read_group_count, 1, 20)
    binary(32)(value["salt"], "salt")


# ---------------------------------------------------------------------------------------------------------------------
# Section 6: counting
# ---------------------------------------------------------------------------------------------------------------------

WRITE_IN = "WRITE-IN"


class NotWhole(Exception):
    """These openings are of no set of whole ballots."""


def count_openings(sheet, openings):
    counts, slots, names = [0] * sheet.size, 0, 0
    for opening in openings:
        question, choice = opening["question"], opening["choice"]
        if question == WRITE_IN and sheet.write_ins:
            slots, names = slots + 1, names + (choice != "")
            continue
        if question in sheet.texts and choice != "":
            if not re.fullmatch(r"sha256:[0-9a-f]{64}", choice):
                raise NotWhole("free words must be published as their hash")
            choice = "written"
        if (question, choice) not in sheet.slot:
            raise NotWhole(f"no such choice on this paper: {question} {choice}")
        counts[sheet.slot[question, choice]] += 1
    if sheet.write_ins:
        counts[-1] = names
    totals = []
    for line in sheet.lines:
        first = sheet.first[line.id]
        totals.append(sum(counts[first : first + len(line.choices) + 1]))
    if len(set(totals)) != 1 or slots != sheet.write_ins * totals[0]:
        raise NotWhole("the questions have different numbers of openings")
    return {"ballots": totals[0], "counts": counts}


def count_write_ins(openings):
    votes = {}
    for opening in openings:
        if opening["question"] == WRITE_IN and opening["choice"] != "":
            votes[opening["choice"]] = votes.get(opening["choice"], 0) + 1
    return [{"name": name, "votes": votes[name]} for name in sorted(votes, key=code_units)]


def impossibility(sheet, count, names):
    """Why no ballots of this paper add up to this count, or None."""
    counts, ballots = count["counts"], count["ballots"]
    for line in sheet.lines:
        if line.blank() == "refuse" and counts[sheet.slot[line.id, ""]] > 0:
            return f"{line.id} was left blank"
    for section, part in sheet.parts:
        lines = [line for line in sheet.lines if line.section is section]
        if part["kind"] == "pick":

            def picked(tag=None):
                own = [line for line in lines if tag is None or line.item.get("tag") == tag]
                return sum(counts[sheet.first[line.id]] for line in own)

            marks = picked() + sum(entry["votes"] for entry in names)
            if not part["min"] * ballots <= marks <= part["max"] * ballots:
                return f"{marks} were chosen on {ballots} ballots"
            if any(picked(least["tag"]) < least["min"] * ballots for least in part.get("tagMins", [])):
                return "too few of a category were chosen"
            listed = {item["name"] for item in part["candidates"]}
            for entry in names:
                if entry["votes"] > ballots or entry["name"] in listed or not is_shown(entry["name"], 40):
                    return "a written-in name could not have been handed in"
        for quota in part.get("quotas", []):
            if quota["mode"] != "refuse":
                continue
            for dimension in part["dimensions"]:
                given = 0
                for line in lines:
                    if line.dimension["id"] == dimension["id"]:
                        own = [choice for choice in line.choices if covers(quota["marks"], choice)]
                        given += sum(counts[sheet.slot[line.id, choice]] for choice in own)
                if not quota["min"] * ballots <= given <= quota["max"] * ballots:
                    return f"{given} marks in {dimension['id']} on {ballots} ballots"
    return None


def covers(marks, choice):
    return choice in marks["grades"] if "grades" in marks else marks["from"] <= int(choice) <= marks["to"]


# ---------------------------------------------------------------------------------------------------------------------
# Section 7: voter groups
# ---------------------------------------------------------------------------------------------------------------------


def sizes_of(credentials):
    sizes = {}
    for spent in credentials:
        sizes[spent["group"]] = sizes.get(spent["group"], 0) + 1
    return sizes


def agreed(sheet, part, whole_one):
    """Did all of a part give one mark on a line on which not all of the whole did?"""
    if part["ballots"] == 0:
        return False
    slots = [slot for (question, _), slot in sheet.slot.items() if question not in sheet.texts]
    return any(
        part["counts"][slot] == part["ballots"] and whole_one["counts"][slot] != whole_one["ballots"] for slot in slots
    )


def public_groups(definition, sizes, agree=lambda groups: False):
    never = {group["id"] for group in definition["groups"] if group.get("relation") == "self"}
    order = sorted((group for group in sizes if sizes[group] > 0), key=lambda group: (sizes[group], code_units(group)))
    pool = [group for group in order if sizes[group] < 5 or group in never or agree([group])]
    named = [group for group in order if group not in pool]
    while pool and named and (len(pool) == 1 or sum(sizes[group] for group in pool) < 5 or agree(pool)):
        pool.append(named.pop(0))
    return set(named)


def group_scores(rule):
    return [score for score in rule.get("scores", []) if score["kind"] == "groups"]


def weights_of(definition):
    return [score["weights"] for rule in definition["rules"] for score in group_scores(rule)]


def weighed_groups(definition, sizes):
    voting = {group["id"] for group in definition["groups"] if sizes.get(group["id"], 0) > 0}
    return voting & {group for own in weights_of(definition) for group in own}


def withheld_of(definition, sizes, named):
    weighed = weighed_groups(definition, sizes)
    if weighed <= named:
        return "nothing"
    if weighed <= public_groups(definition, sizes):
        return "parts"
    voting = [group["id"] for group in definition["groups"] if sizes.get(group["id"], 0) > 0]
    return "values" if len(voting) <= 1 + len({canonical(own) for own in weights_of(definition)}) else "parts"


def named_by_size(definition, sizes):
    large = public_groups(definition, sizes)
    return large if weighed_groups(definition, sizes) <= large else set()


def withheld_from(definition, sheet, group_counts):
    """What whoever has the counts of all groups had to withhold."""
    counts = {own["group"]: own for own in group_counts}

    def sum_of_groups(groups):
        columns = zip([0] * sheet.size, *(counts[group]["counts"] for group in groups))
        return {"ballots": sum(counts[group]["ballots"] for group in groups), "counts": [sum(own) for own in columns]}

    whole_one = sum_of_groups(counts)
    sizes = {group: own["ballots"] for group, own in counts.items()}
    named = public_groups(definition, sizes, lambda groups: agreed(sheet, sum_of_groups(groups), whole_one))
    return withheld_of(definition, sizes, named)


def count_groups(sheet, named, openings):
    counts = {group: [0] * sheet.size for group in named}
    for opening in openings:
        if opening["group"] is not None:
            counts[opening["group"]][sheet.slot[opening["question"], opening["choice"]]] += 1
    return counts


def public_counts(definition, sheet, view, sizes, openings):
    named, withheld = view
    if withheld != "nothing" or not any(map(group_scores, definition["rules"])):
        return []
    counted = count_groups(sheet, named, openings)
    return [
        {
            "group": group["id"],
            "ballots": sizes.get(group["id"], 0),
            "counts": counted.get(group["id"], [0] * sheet.size),
        }
        for group in definition["groups"]
        if group["id"] in named or sizes.get(group["id"], 0) == 0
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Section 8: rules become findings
# ---------------------------------------------------------------------------------------------------------------------

NOT_ASSESSED = {"id": "not_assessed", "zh": "尚无有效票，不作判断", "en": "No votes to judge by", "weight": "clear"}
ERROR_EMPTY_GROUP = {
    "id": "error_empty_group",
    "zh": "有权重的一组没有有效票，不能合成得分",
    "en": "A weighted group has no votes, so no score can be put together",
    "weight": "clear",
}


class Ground:
    """What a rule stands on: a tally, and what is given."""

    def __init__(self, rule, tally, at, given):
        self.rule, self.tally, self.at, self.given = rule, tally, at, given
        self.scores = {}

    def on(self, tally):
        return Ground(self.rule, tally, self.at, self.given)

    def base(self, name):
        if name not in self.tally["bases"]:
            raise Unreckonable(f"{self.rule['id']} is measured on {name}, which is not known here")
        return self.tally["bases"][name]

    def votes(self, options):
        if not set(options) <= self.tally["options"].keys():
            raise Unreckonable(f"{self.rule['id']} counts what is not here")
        return sum(self.tally["options"][option] for option in options)

    def figure(self, name):
        return self.given["figures"].get(name)

    def test(self, name):
        return next(test for test in self.rule["tests"] if test["id"] == name)

    def score(self, name):
        return next(score for score in self.rule["scores"] if score["id"] == name)


# Section 8.2: tallies


def options_at(sheet, line, counts):
    first = sheet.first[line.id]
    options = {choice: counts[first + offset] for offset, choice in enumerate(line.choices)}
    if isinstance(line.blank(), dict):
        options[line.blank()["as"]] += counts[first + len(line.choices)]
    return options


def own_bases(line, options, headcount):
    bases, counted = {}, line.counted()
    if counted is not None:
        bases["validItem"] = sum(options[choice] for choice in counted)
    if line.part["kind"] == "pick" and line.part["seats"] is not None:
        bases["seats"] = line.part["seats"]
    if headcount is not None:
        bases["headcount"] = headcount
    elif line.part["kind"] in ("grades", "score"):
        bases["headcount"] = len(line.part["subjects"])
    return bases


def line_tally(known, line):
    sheet, count, accounts = known.sheet, known.count, known.accounts
    options = options_at(sheet, line, count["counts"])
    groups = {}
    for own in known.group_counts:
        marks = options_at(sheet, line, own["counts"])
        bases = {"returned": own["ballots"], "valid": own["ballots"], **own_bases(line, marks, known.headcount)}
        groups[own["group"]] = {"bases": bases, "options": marks, "invalid": 0}
    bases = {**poll_bases(count, accounts), **own_bases(line, options, known.headcount)}
    return {"bases": bases, "options": options, "invalid": accounts["invalid"], "groups": groups}


def poll_bases(count, accounts):
    return {
        "due": accounts["due"],
        "present": accounts["present"],
        "issued": accounts["issued"],
        "returned": count["ballots"] + accounts["invalid"],
        "valid": count["ballots"],
    }


def added(parts):
    total = {}
    for part in parts:
        for key, value in part.items():
            total[key] = total.get(key, 0) + value
    return total


def sum_of(tallies):
    bases = added(tally["bases"] for tally in tallies)
    for key in ("headcount", "seats"):  # of people and posts there are as many, however many lines they have
        if key in tallies[0]["bases"]:
            bases[key] = tallies[0]["bases"][key]
    groups = tallies[0].get("groups", {})
    return {
        "bases": bases,
        "options": added(tally["options"] for tally in tallies),
        "invalid": sum(tally["invalid"] for tally in tallies),
        "groups": {group: sum_of([tally["groups"][group] for tally in tallies]) for group in groups},
    }


def item_tally(known, lines):
    tallies = [line_tally(known, line) for line in lines]
    whole_one = tallies[0] if len(tallies) == 1 else sum_of(tallies)
    if lines[0].dimension is None:
        return whole_one
    return {**whole_one, "dimensions": {line.dimension["id"]: tally for line, tally in zip(lines, tallies)}}


def poll_tally(known, rule, rows):
    part = part_named(rule, known.sheet)
    bases = poll_bases(known.count, known.accounts)
    bases["headcount"] = len(rows) if known.headcount is None else known.headcount
    if part is not None and part["kind"] == "pick" and part["seats"] is not None:
        bases["seats"] = part["seats"]
    if all("validItem" in row["tally"]["bases"] for row in rows):
        bases["validItem"] = sum(row["tally"]["bases"]["validItem"] for row in rows)
    options = added(row["tally"]["options"] for row in rows)
    return {"bases": bases, "options": options, "invalid": known.accounts["invalid"]}


# Section 8.3: numbers and tests


def number_of(ground, numerator):
    """A Fraction, or None where there is nothing to go by."""
    if "options" in numerator:
        number = ground.votes(numerator["options"])
        for more in numerator.get("plus", []):
            number += (
                ground.tally.get("invalid", 0)
                if more == "invalid"
                else max(0, ground.base("due") - ground.base("returned"))
            )
        return Fraction(number)
    if "account" in numerator:
        return Fraction(ground.base(numerator["account"]))
    if "score" in numerator:
        return score_of(ground, numerator["score"])["value"]
    if "figure" in numerator:
        given = ground.figure(numerator["figure"])
        if isinstance(given, list):
            raise Unreckonable("a list is no number")
        return None if given is None else Fraction(given)
    if ground.at is None:
        raise Unreckonable("the current year is needed")
    return Fraction(history_of(numerator["history"], ground.given.get("history", []), ground.at))


def year_of(at):
    return int(at[:4])


def history_of(measure, marks, now):
    this_year = year_of(now)

    def is_past(at):
        if year_of(at) != this_year:
            return year_of(at) < this_year
        return len(at) == 4 or len(now) == 4 or at <= now

    past = [mark for mark in marks if is_past(mark["at"])]
    if measure["kind"] == "count":
        own = [mark for mark in past if mark["mark"] == measure["mark"]]
        return len(own) if measure["within"] == "ever" else sum(year_of(mark["at"]) == this_year for mark in own)
    years = {}
    for mark in past:
        year = year_of(mark["at"])
        years[year] = years.get(year, False) or mark["mark"] == measure["mark"]
    length, expected = 0, this_year if this_year in years else this_year - 1
    for year in sorted(years, reverse=True):
        if not years[year] or (measure["missing"] == "breaks" and year != expected):
            break
        length, expected = length + 1, year - 1
    return length


def stands(left, comparator, right):
    return {"lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right}[comparator]


def edge_of(base, comparator, fraction):
    share, over = fraction[0] * base, fraction[1]
    floor, ceiling = share // over, -(-share // over)
    return {"gt": floor + 1, "ge": ceiling, "lt": ceiling - 1, "le": floor}[comparator]


def written(value):
    """(the pair for a finding, whether it was rounded)"""
    if abs(value.numerator) <= SAFE and value.denominator <= SAFE:
        return [value.numerator, value.denominator], False
    for digits in range(9, -1, -1):
        unit = 10**digits
        part = (2 * value.numerator * unit + value.denominator) // (2 * value.denominator)
        if abs(part) <= SAFE:
            return [part, unit], True
    raise Unreckonable("beyond exact numbers")


def pair(value):
    return None if value is None else written(value)[0]


def weigh(test, ground):
    comparator, fraction = test["comparator"], test["fraction"]
    number = number_of(ground, test["numerator"])
    unit = 1 if test["base"] == "one" else ground.base(test["base"])
    head = {"id": test["id"], "base": test["base"], "comparator": comparator, "fraction": fraction, "decided": True}
    rising, target = comparator in ("gt", "ge"), Fraction(*fraction)
    if number is None or test["base"] == "one":
        holds = number is not None and stands(number, comparator, target)
        edge = edge_of(1, comparator, fraction)
        goal, needed = edge if rising else edge + 1, 0
        if number is None:
            needed = max(0, goal)
        elif holds != rising:
            needed = max(0, -((number - goal) // 1))
        part, over = (0, 0) if number is None else (number.numerator, number.denominator)
        shown = [0, 0] if number is None else written(number)[0]
        return {
            **head,
            "count": shown[0],
            "baseValue": shown[1],
            "left": str(part * fraction[1]),
            "right": str(fraction[0] * over),
            "holds": holds,
            "line": edge,
            "needed": needed,
            "sensitivity": [],
        }
    count, edge = int(number), edge_of(unit, comparator, fraction)
    others = []
    if "options" in test["numerator"]:
        for base in ground.rule["sensitivity"]:
            value = ground.tally["bases"].get(base, 0)
            if base != test["base"] and value != 0:
                holds = stands(count * fraction[1], comparator, fraction[0] * value)
                others.append({"base": base, "baseValue": value, "holds": holds})
    left, right = count * fraction[1], fraction[0] * unit
    return {
        **head,
        "count": count,
        "baseValue": unit,
        "left": str(left),
        "right": str(right),
        "holds": unit > 0 and stands(left, comparator, right),
        "line": edge,
        "needed": max(0, (edge if rising else edge + 1) - count),
        "sensitivity": others,
    }


def truth(condition, value):
    """Kleene's three values: None is unknown."""
    ((key, inner),) = condition.items()
    if key == "test":
        return value(inner)
    if key == "not":
        known = truth(inner, value)
        return None if known is None else not known
    settles, values = key == "any", [truth(part, value) for part in inner]
    if settles in values:
        return settles
    return None if None in values else not settles


# Section 8.4: scores


def plain(value):
    return {"value": value, "broken": False}


def mean_of(pairs):
    """Σ w × v / Σ w, or None."""
    pairs = list(pairs)
    total = sum(weight for weight, _ in pairs)
    return None if total == 0 else sum((weight * value for weight, value in pairs), Fraction(0)) / total


def in_order(mapping):
    """Members as ECMAScript lists them: names that are array indexes in ascending order, then the others as they stand."""
    indexes = [key for key in mapping if re.fullmatch(r"0|[1-9][0-9]{0,9}", key) and int(key) < 2**32 - 1]
    return [*sorted(indexes, key=int), *(key for key in mapping if key not in indexes)]


def score_of(ground, name):
    """Each score once for each ground: scores made of scores made of scores would take for ever."""
    if name not in ground.scores:
        ground.scores[name] = reckoned(ground, name)
    return ground.scores[name]


def reckoned(ground, name):
    score = ground.score(name)
    kind = score["kind"]
    if kind == "index":
        options = ground.tally["options"]
        return plain(mean_of((options.get(option, 0), Fraction(worth)) for option, worth in score["points"].items()))
    if kind == "share":
        base = ground.base(score["base"])
        return plain(None if base == 0 else Fraction(100 * ground.votes(score["options"]), base))
    if kind == "mean":
        return mean_score(ground.tally["options"], score)
    if kind in ("groups", "dimensions"):
        return split_score(ground, score)
    if kind == "weighted":
        parts = [{"id": part["score"], "weight": part["weight"], **score_of(ground, part["score"])} for part in score["parts"]]
        broken = any(part["broken"] for part in parts)
        whole_one = not broken and all(part["value"] is not None for part in parts)
        value = mean_of((part["weight"], part["value"]) for part in parts) if whole_one else None
        return {"value": value, "broken": broken, "parts": bare(parts)}
    if kind == "sum":
        parts = [score_of(ground, part) for part in score["parts"]]
        values = [part["value"] for part in parts]
        value = None if None in values else sum(values, Fraction(0))
        return {"value": value, "broken": any(part["broken"] for part in parts)}
    if kind == "figure":
        given = ground.figure(score["figure"])
        return plain(Fraction(given) if isinstance(given, int) else None)
    if kind == "brackets":
        for band in score["bands"]:
            reached = truth(band["when"], lambda test: holds_on(ground, test))
            if reached is None:
                return plain(None)
            if reached:
                return plain(Fraction(band["points"]))
        return plain(Fraction(score["otherwise"]))
    if kind == "ranks":
        given = ground.figure(score["figure"])
        ranks = given if isinstance(given, list) else [] if given is None else [given]
        points = [score["top"] * max(0, 100 - (rank - 1) * score["stepPercent"]) for rank in ranks]
        return plain(Fraction(sum(points), 100 * len(points)) if points else None)
    given = ground.figure(score["award"])
    if given is None:
        return plain(Fraction(0))
    if ground.at is None:
        raise Unreckonable("the current year is needed")
    year = int(ground.at[:4])
    years = given if isinstance(given, list) else [given]
    return plain(Fraction(score["points"] * sum(each_one <= year <= each_one + score["validYears"] for each_one in years)))


def bare(parts):
    return [{"id": part["id"], "weight": part["weight"], "value": part["value"]} for part in parts]


def mean_score(options, score):
    marks = sorted((int(mark), votes) for mark, votes in options.items() if votes > 0)
    raters = sum(votes for _, votes in marks)
    total = Fraction(sum(mark * votes for mark, votes in marks), score["per"])
    dropped = {"dropped": 0} if "trim" in score else {}
    if raters == 0:
        return {**plain(None), **dropped}
    if "trim" not in score or raters < score["trim"]["minRaters"]:
        return {**plain(total / raters), **dropped}
    kept = total - Fraction(marks[0][0] + marks[-1][0], score["per"])
    return {**plain(kept / (raters - 2)), "dropped": 2}


def split_score(ground, score):
    tallies, parts = ground.tally.get(score["kind"], {}), []
    for name in in_order(score["weights"]):
        if name not in tallies:
            raise Unreckonable(f"{ground.rule['id']} weighs {name}, which is not here")
        own = score_of(ground.on(tallies[name]), score["of"])
        parts.append({"id": name, "weight": score["weights"][name], **own})
    weighed = [part for part in parts if part["weight"] > 0]
    voted = [part for part in weighed if part["value"] is not None]
    broken = any(part["broken"] for part in weighed)
    broken = broken or (score["empty"] == "error" and 0 < len(voted) < len(weighed))
    value = None if broken else mean_of((part["weight"], part["value"]) for part in voted)
    result = {"value": value, "broken": broken, "parts": bare(parts)}
    if score["kind"] == "groups":
        result["pooled"] = score_of(ground, score["of"])["value"]
    return result


def holds_on(ground, name):
    test = ground.test(name)
    number = number_of(ground, test["numerator"])
    base = 1 if test["base"] == "one" else ground.base(test["base"])
    if number is None or base == 0:
        return None
    return stands(number / base, test["comparator"], Fraction(*test["fraction"]))


def scores_on(ground):
    """(findings, exact values by id, whether one is broken)"""
    shown, exact, broken = [], {}, False
    for score in ground.rule.get("scores", []):
        scored = score_of(ground, score["id"])
        finding = {"id": score["id"], "value": pair(scored["value"])}
        if scored["value"] is not None and written(scored["value"])[1]:
            finding["rounded"] = True
        if "dropped" in scored:
            finding["dropped"] = scored["dropped"]
        if "parts" in scored:
            finding["parts"] = [{**part, "value": pair(part["value"])} for part in scored["parts"]]
        if "pooled" in scored:
            finding["pooled"] = pair(scored["pooled"])
        shown.append(finding)
        exact[score["id"]] = scored["value"]
        broken = broken or scored["broken"]
    return shown, exact, broken


# Section 8.5: the finding


def given_for(poll, row):
    given = {"figures": {**poll.get("figures", {}), **row.get("figures", {})}}
    if "history" in row:
        given["history"] = row["history"]
    return given


def evaluate(rule, tally, at, given, gate_states, overridden):
    given = {"figures": {}, **given}
    ground, cut = Ground(rule, tally, at, given), rule.get("cut")
    tests = [weigh(test, ground) for test in tests_here(rule)]
    scores, values, broken, rows = [], {}, False, []
    if cut is None:
        scores, values, broken = scores_on(ground)
    else:
        rows = [contestant(cut, row, ground) for row in tally["rows"]]
        broken = any(row["broken"] for row in rows)
    holds = {test["id"]: test["holds"] for test in tests}
    spoken = next((branch["label"] for branch in rule["branches"] if truth(branch["when"], holds.get)), None)
    assessed = all(test["baseValue"] > 0 for test in tests)
    if cut is not None and assessed and spoken is not None:
        status = "found"
    elif broken:
        status = "error"
    elif not assessed:
        status = "not_assessed"
    elif cut is None:
        status = "found" if tests or any(value is not None for value in values.values()) else "not_assessed"
    else:
        ranked = any(row["value"] is not None for row in rows)
        nobody = "votes" in cut["by"] and tally["bases"]["valid"] == 0
        status = "found" if ranked and not nobody else "not_assessed"
    ranking, vacancies = ([], 0) if cut is None else cut_through(cut, ground, rows, status == "found" and spoken is None)
    taken = any(row["state"] == "taken" for row in ranking)
    if status == "error":
        label = ERROR_EMPTY_GROUP
    elif status == "not_assessed":
        label = NOT_ASSESSED
    else:
        label = spoken or (cut["taken"] if taken else rule["otherwise"])
    flagged = label["weight"] == "flag"
    gates = [{"id": gate["id"], "state": gate_states.get(gate["id"], "pending")} for gate in rule["gates"]] if flagged else []
    set_aside = flagged and rule["strength"] == "principle" and overridden
    confirmed = all(gate["state"] == "confirmed" for gate in gates)
    finding = {
        "rule": rule["id"],
        "status": status,
        "label": label,
        "decided": True,
        "tests": tests,
        "gates": gates,
        "consequence": flagged and rule["consequence"] is not None and not set_aside and confirmed,
    }
    if cut is not None:
        finding["ranking"], finding["vacancies"] = ranking, vacancies
    elif "scores" in rule:
        finding["scores"] = scores
    if set_aside:
        finding["overridden"] = True
    return finding


def tests_here(rule):
    cut = rule.get("cut")
    if cut is None:
        return rule["tests"]
    asked = {test for branch in rule["branches"] for test in tests_in(branch["when"])}
    return [test for test in rule["tests"] if test["id"] in asked or test["id"] not in tests_of_rows(rule)]


def contestant(cut, row, poll):
    ground = Ground(poll.rule, row["tally"], poll.at, given_for(poll.given, row.get("given", {})))
    shown, exact, broken = scores_on(ground)
    value = Fraction(ground.votes(cut["by"]["votes"])) if "votes" in cut["by"] else exact[cut["by"]["score"]]
    result = {
        "id": row["id"],
        "tag": row.get("tag", ""),
        "value": value,
        "second": exact[cut["secondary"]] if "secondary" in cut else None,
        "win": weigh(ground.test(cut["win"]), ground) if "win" in cut and value is not None else None,
        "broken": broken,
    }
    if "scores" in poll.rule:
        result["scores"] = shown
    return result


def levels_by(rows, key, falling):
    values = sorted({row[key] for row in rows if row[key] is not None}, reverse=falling)
    return [[row for row in rows if row[key] == value] for value in values]


def cut_through(cut, ground, rows, is_open):
    categories, ranking, vacancies = {}, [], 0
    for row in rows:
        categories.setdefault(row["tag"] if cut["per"] == "tag" else "", []).append(row)
    for tag, own in categories.items():
        places = cut["places"]
        if places == "seats":
            places = ground.base("seats")
        elif isinstance(places, dict):
            places = places.get(tag, 0)
        levels, states, free, rank = levels_by(own, "value", cut["direction"] == "top"), {}, places, 1
        for level in levels if is_open else []:
            able = [row for row in level if row["win"] is None or row["win"]["holds"]]
            if "votes" in cut["by"] and cut["direction"] == "top":
                able = [row for row in able if row["value"] != 0]
            groups = [able]
            if len(able) > free and cut["ties"] == "secondary":
                groups = [*levels_by(able, "second", True), [row for row in able if row["second"] is None]]
            for group in groups:
                if not group or free == 0:
                    continue
                fits = len(group) <= free or cut["ties"] == "include_all"
                states.update({row["id"]: "taken" if fits else "tied" for row in group})
                free = max(0, free - len(group)) if fits else 0
        vacancies += free
        for level in levels:
            ranking += [ranked_row(row, rank, states.get(row["id"], "left")) for row in level]
            rank += len(level)
        ranking += [ranked_row(row, None, "left") for row in own if row["value"] is None]
    return ranking, vacancies


def ranked_row(row, rank, state):
    shown = {"id": row["id"], "rank": rank, "value": pair(row["value"]), "state": state, "win": row["win"]}
    if "scores" in row:
        shown["scores"] = row["scores"]
    return shown


# Section 8.1: all rules on all that they are about


class Known:
    def __init__(self, definition, record, group_counts):
        self.sheet = Sheet(definition["paper"])
        self.count, self.accounts, self.write_ins = record["count"], record["accounts"], record["writeIns"]
        self.group_counts = group_counts
        headcount = definition.get("given", {}).get("", {}).get("figures", {}).get("headcount")
        self.headcount = headcount if isinstance(headcount, int) else None


def evaluate_all(definition, record, group_counts):
    known, given, at = Known(definition, record, group_counts), definition.get("given", {}), definition.get("at")
    of_poll, sheet = given.get("", {}), known.sheet
    rules = sorted(definition["rules"], key=lambda rule: -rule["precedence"])
    gates_of, overridden_of = spoken_in(record["findings"])

    def find(question, rule, tally, own):
        key = (question, rule["id"])
        return {"question": question, **evaluate(rule, tally, at, own, gates_of.get(key, {}), key in overridden_of)}

    findings = []
    lines = {rule["id"]: set(map(id, lines_for(rule, sheet))) for rule in rules}
    for line in sheet.lines:
        for rule in rules:
            if rule["scope"] == "question" and id(line) in lines[rule["id"]]:
                own = given_for(of_poll, given.get(line.item_id, {}))
                findings.append(find(line.id, rule, line_tally(known, line), own))
    items = {rule["id"]: {name: own for name, _, own in items_for(rule, sheet)} for rule in rules}
    for name, _, _ in items_of(sheet.lines):
        for rule in rules:
            if rule["scope"] == "item" and name in items[rule["id"]]:
                own = given_for(of_poll, given.get(name, {}))
                findings.append(find(name, rule, item_tally(known, items[rule["id"]][name]), own))
    for rule in rules:
        if rule["scope"] == "poll":
            rows = [
                {"id": name, "tag": item.get("tag", ""), "tally": item_tally(known, own), "given": given.get(name, {})}
                for name, item, own in items_for(rule, sheet)
            ]
            tally = poll_tally(known, rule, rows)
            names = known.write_ins if takes_write_ins(rule, sheet) else []
            added_rows = [
                {"id": "+" + entry["name"], "tally": {**tally, "options": {"picked": entry["votes"]}}} for entry in names
            ]
            findings.append(find(rule.get("only", {}).get("section", ""), rule, {**tally, "rows": rows + added_rows}, of_poll))
    return findings


def spoken_in(findings):
    """What organs have said, as the findings repeat it: gates and overrides by (question, rule)."""
    gates, overridden = {}, set()
    for finding in findings:
        key = (finding.get("question"), finding.get("rule"))
        if not all(isinstance(part, str) for part in key):
            continue
        said = finding.get("gates")
        states = {}
        for gate in said if isinstance(said, list) else []:
            if isinstance(gate, dict) and isinstance(gate.get("id"), str):
                if gate.get("state") in ("pending", "confirmed", "rejected"):
                    states[gate["id"]] = gate["state"]
        gates[key] = states
        overridden.discard(key)
        if finding.get("overridden") is True:
            overridden.add(key)
    return gates, overridden


# Section 8.6: what a public finding leaves out


def public_finding(finding, rule, withheld):
    if withheld == "nothing" or not group_scores(rule):
        return finding
    rest = {key: value for key, value in finding.items() if key not in ("scores", "ranking")}
    if withheld == "values":
        rest["tests"] = []
        if "ranking" in finding:
            kept = ("id", "rank", "state")
            rest["ranking"] = [
                {**{key: row[key] for key in kept if key in row}, "value": None, "win": None} for row in finding["ranking"]
            ]
        return rest
    of_groups = {score["id"] for score in group_scores(rule)}

    def without_parts(scores):
        return [
            {key: value for key, value in score.items() if key != "parts"}
            if isinstance(score, dict) and isinstance(score.get("id"), str) and score["id"] in of_groups
            else score
            for score in scores
        ]

    if "scores" in finding:
        rest["scores"] = without_parts(finding["scores"])
    if "ranking" in finding:
        rest["ranking"] = [
            {**row, "scores": without_parts(row["scores"])} if "scores" in row else row for row in finding["ranking"]
        ]
    return rest


def hides(finding, rule, withheld):
    def is_list(value):
        return isinstance(value, list) and all(isinstance(entry, (dict, list)) for entry in value)

    if "scores" in finding and not is_list(finding["scores"]):
        return False
    for row in finding.get("ranking", []) if is_list(finding.get("ranking", [])) else [None]:
        if not isinstance(row, dict) or ("scores" in row and not is_list(row["scores"])):
            return False
    return same(public_finding(finding, rule, withheld), finding)


def weighted_fault(finding, blind, rule, withheld):
    if blind["rule"] != rule["id"] or blind["question"] != finding.get("question"):
        return f"{rule['id']} is out of place"
    said = [branch["label"] for branch in rule["branches"]] + [rule["otherwise"], NOT_ASSESSED, ERROR_EMPTY_GROUP]
    said += [rule["cut"]["taken"]] if "cut" in rule else []
    if "label" not in finding or not any(same(own, finding["label"]) for own in said):
        return f"{rule['id']} says what it can't say"
    flagged, key = finding["label"]["weight"] == "flag", (finding["question"], rule["id"])
    gates_of, overridden_of = spoken_in([finding])
    states = gates_of.get(key, {})
    due = [{"id": gate["id"], "state": states.get(gate["id"], "pending")} for gate in rule["gates"]] if flagged else []
    if "gates" not in finding or not same(finding["gates"], due):
        return f"{rule['id']} has other gates"
    set_aside = rule["strength"] == "principle" and key in overridden_of
    confirmed = all(gate["state"] == "confirmed" for gate in due)
    follows = flagged and rule["consequence"] is not None and not set_aside and confirmed
    if "consequence" not in finding or not same(finding["consequence"], follows):
        return f"{rule['id']} has a consequence that does not follow, or lacks one"
    return None if hides(finding, rule, withheld) else f"{rule['id']} shows what a group gave"


# ---------------------------------------------------------------------------------------------------------------------
# Section 9: the claims, in order
# ---------------------------------------------------------------------------------------------------------------------


def unless(holds, reason):
    return None if holds else reason


def ascending(leaves):
    return all(before < after for before, after in zip(leaves, leaves[1:]))


class Poll:
    """One sealed poll; each claim is a method that returns what is wrong, or None."""

    def __init__(self, sealed, event, event_key):
        self.record, self.signature = sealed["record"], sealed["signature"]
        self.corrected = sealed.get("corrected", [])
        self.openings, self.credentials = sealed["openings"], sealed["credentials"]
        self.event, self.event_key = event, event_key
        self.definition = self.record["definition"]
        self.poll = self.definition["poll"]
        self.sheet = Sheet(self.definition["paper"])
        self.sizes = sizes_of(self.credentials)
        named = {opening["group"] for opening in self.openings} - {None}
        self.view = named, withheld_of(self.definition, self.sizes, named)
        self.leaves = [leaf("gonglun/opening/1", self.poll, opening) for opening in self.openings]

    def record_signature(self):
        return unless(is_signed(self.signature, self.event_key, self.record), "the signature does not hold")

    def record_event(self):
        if self.record["event"]["id"] != self.event or self.definition["event"] != self.event:
            return "the record is of another event"
        opened, closed, sealed = [self.record[key][:-1] for key in ("openedAt", "closedAt", "sealedAt")]
        return unless(opened <= closed <= sealed, "opened, closed and sealed are not in this order")

    def paper_hash(self):
        return unless(hash_of(self.definition) == self.record["paperHash"], "the paper has another hash")

    def issuer_keys(self):
        keys, groups = self.record["keys"], {group["id"] for group in self.definition["groups"]}
        if len(keys) != len(groups) or {key["group"] for key in keys} != groups:
            return "not one key for each group"
        if len({key["spki"] for key in keys}) != len(keys):
            return "two groups have the same key"
        return unless(all(read_key(key["spki"]) for key in keys), "a key is malformed or too weak")

    def credentials_distinct(self):
        return unless(len({spent["publicKey"] for spent in self.credentials}) == len(self.credentials), "a key twice")

    def credentials_valid(self):
        keys = {key["group"]: read_key(key["spki"]) for key in self.record["keys"]}
        for index, spent in enumerate(self.credentials):
            prefix, public, signature = (from_base64url(spent[key]) for key in ("prefix", "publicKey", "signature"))
            message = prefix + tagged("gonglun/credential/1", utf8(self.poll), public)
            modulus = keys.get(spent["group"])
            if modulus is None or not remembered(verify_pss, modulus, message, signature):
                return f"credential {index} does not verify with the key of its group"
        return None

    def credentials_counted(self):
        accounts = self.record["accounts"]
        figures = [len(self.credentials), self.record["count"]["ballots"], accounts["valid"], accounts["returned"]]
        return unless(len(set(figures)) == 1, f"credentials, counted, valid, returned: {figures}")

    def tree(self, leaves, sealed):
        if not ascending(leaves):
            return "the list is not sorted by its hashes"
        if len(leaves) != sealed["size"]:
            return f"{len(leaves)} entries where {sealed['size']} were sealed"
        return unless(merkle_root(leaves).hex() == sealed["root"], "the list has another root than the signed one")

    def credentials_root(self):
        leaves = [leaf("gonglun/spent/1", self.poll, spent) for spent in self.credentials]
        return self.tree(leaves, self.record["credentials"])

    def openings_distinct(self):
        return unless(ascending(self.leaves), "two openings are equal or out of order")

    def openings_root(self):
        return self.tree(self.leaves, self.record["openings"])

    def openings_complete(self):
        try:
            ballots = count_openings(self.sheet, self.openings)["ballots"]
        except NotWhole as error:
            return str(error)
        return unless(ballots == self.record["count"]["ballots"], f"the openings are of {ballots} ballots")

    def openings_groups(self):
        (named, withheld), sizes, sheet = self.view, self.sizes, self.sheet
        large = named_by_size(self.definition, sizes)
        if not named <= large:
            return "a group is named that is too small"
        totals, pairs = {}, {}
        for opening in self.openings:
            question, group = opening["question"], opening["group"]
            totals[question] = totals.get(question, 0) + 1
            pairs[question, group] = pairs.get((question, group), 0) + 1
        for question, total in totals.items():
            for group in named:
                share = 0 if question in sheet.texts or question == WRITE_IN else total * sizes[group]
                if pairs.get((question, group), 0) * len(self.credentials) != share:
                    return f"{question} does not have its share of group {group}"
        if named and withheld != "nothing":
            return "a group is named although one that is weighed is not"
        return self.unanimity(named, large)

    def unanimity(self, named, large):
        sizes, sheet = self.sizes, self.sheet
        hidden = [sizes[group] for group in sizes if group not in named]
        whole_one = count_openings(sheet, self.openings)
        pool = {"ballots": whole_one["ballots"], "counts": list(whole_one["counts"])}
        for group, counts in count_groups(sheet, named, self.openings).items():
            if agreed(sheet, {"ballots": sizes[group], "counts": counts}, whole_one):
                return f"all of {group} gave one mark on a line"
            pool["ballots"] -= sizes[group]
            pool["counts"] = [votes - own for votes, own in zip(pool["counts"], counts)]
        if not hidden:
            return None
        if named and (len(hidden) == 1 or agreed(sheet, pool, whole_one)):
            return "what is left of all tells what those who are not named gave"
        slots = [slot for (question, _), slot in sheet.slot.items() if question not in sheet.texts]
        may_agree = any(
            pool["counts"][slot] >= min(hidden) and whole_one["counts"][slot] != whole_one["ballots"] for slot in slots
        )
        may_agree = may_agree or not slots  # a paper of free words alone has no line that could name anybody
        return unless(len(named) == len(large) or may_agree, "a group is not named although nothing speaks against it")

    def recount(self):
        return unless(same(count_openings(self.sheet, self.openings), self.record["count"]), "the count is another")

    def write_ins(self):
        return unless(same(count_write_ins(self.openings), self.record["writeIns"]), "the names are others")

    def group_counts(self):
        if (self.record["annex"] is None) != (self.view[1] == "nothing"):
            return "an annex where nothing is withheld, or none where something is"
        counts = public_counts(self.definition, self.sheet, self.view, self.sizes, self.openings)
        return unless(same(counts, self.record["groupCounts"]), "the counts of groups are others")

    def answers_possible(self):
        return impossibility(self.sheet, self.record["count"], self.record["writeIns"])

    def accounts(self):
        return accounts_fault(self.record["accounts"])

    def group_accounts(self):
        whole_one, own_ones, groups = self.record["accounts"], self.record["groupAccounts"], self.definition["groups"]
        if len(own_ones) != len(groups):
            return "not one account for each group"
        for own, group in zip(own_ones, groups):
            if own["group"] != group["id"] or own["due"] != group["due"]:
                return f"the account of {group['id']} is missing or has another due"
            if accounts_fault(own) is not None:
                return f"{group['id']}: {accounts_fault(own)}"
            if {own["returned"], own["valid"]} != {self.sizes.get(group["id"], 0)}:
                return f"{group['id']} has another number of credentials"
        for key in ACCOUNTS:
            if sum(own[key] for own in own_ones) != whole_one[key]:
                return f"{key} is not the sum of the groups"
        return None

    def findings(self):
        return self.findings_of(self.record)

    def findings_of(self, record):
        withheld, findings = self.view[1], record["findings"]
        none = [{"group": group["id"], "ballots": 0, "counts": [0] * self.sheet.size} for group in self.definition["groups"]]
        try:
            groups = record["groupCounts"] if withheld == "nothing" else none
            computed = evaluate_all(record["definition"], record, groups)
        except Unreckonable as error:
            return str(error)
        if withheld == "nothing":
            return unless(same(computed, findings), "what is recorded differs from what is computed")
        if len(computed) != len(findings):
            return f"{len(findings)} findings where {len(computed)} are due"
        rules = {rule["id"]: rule for rule in self.definition["rules"] if group_scores(rule)}
        for blind, finding in zip(computed, findings):
            name = finding.get("rule")
            if isinstance(name, str) and name in rules:
                fault = weighted_fault(finding, blind, rules[name], withheld)
            else:
                fault = unless(same(blind, finding), "what is recorded differs from what is computed")
            if fault is not None:
                return fault
        return None

    def corrections(self):
        for older in self.corrected:
            if not is_signed(older["signature"], self.event_key, older["record"]):
                return "the signature of an older record does not hold"
        older = [own["record"] for own in self.corrected]
        chain = [*older, self.record]
        if chain[0]["corrects"] is not None or chain[0]["correction"] is not None:
            return "the record that this one corrects is missing"
        faults = [correction_fault(before, after) for before, after in zip(chain, chain[1:])]
        # Only now is it known that they are of one paper and one count.
        return next(filter(None, faults), None) or next(filter(None, map(self.findings_of, older)), None)

    CLAIMS = (
        *("record_signature", "record_event", "paper_hash", "issuer_keys", "credentials_distinct", "credentials_valid"),
        *("credentials_counted", "credentials_root", "openings_distinct", "openings_root", "openings_complete"),
        *("openings_groups", "recount", "write_ins", "group_counts", "answers_possible", "accounts"),
        *("group_accounts", "findings", "corrections"),
    )


def records_of(sealed):
    """Oldest first."""
    return [*(older["record"] for older in sealed.get("corrected", [])), sealed["record"]]


def correction_fault(before, after):
    if after["correction"] is None:
        return "a correction says neither why nor by whom"
    if after["corrects"] != hash_of(before):
        return "a correction names another record than the one before it"
    since = before["sealedAt"] if before["correction"] is None else before["correction"]["at"]
    if after["correction"]["at"][:-1] < since[:-1]:
        return "a correction is older than what it corrects"
    return unless(same(lasting(before), lasting(after)), "a correction changes what was sealed")


def lasting(record):
    """What no correction changes."""
    kept = {key: record[key] for key in RECORD if key not in ("findings", "corrects", "correction")}
    return {**kept, "event": record["event"]["id"]}


def accounts_fault(own):
    if not own["returned"] <= own["issued"] <= own["present"] <= own["due"]:
        return "returned, issued, present and due are not in this order"
    return unless(own["valid"] + own["invalid"] == own["returned"], "valid and invalid are not those returned")


def source_fault(record, records):
    definition = record["definition"]
    source = definition.get("source")
    if source is None or source["poll"] not in records:
        return None
    origin = next((own for own in records_of(records[source["poll"]]) if hash_of(own) == source["record"]), None)
    if origin is None:
        return "the list comes from another record"
    items = {name: item for name, item, _ in items_of(Sheet(origin["definition"]["paper"]).lines)}
    given = []
    for finding in origin["findings"]:
        rows = finding.get("ranking") if finding.get("rule") == source["rule"] else None
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and row.get("state") == source["take"]:
                name = as_text(row.get("id", MISSING))
                given.append(items.get(name) or {"id": None, "name": name[1:] if name.startswith("+") else name})
    ids, wanted = {item["id"] for item in given}, sorted(map(line_of, given))
    for _, part in Sheet(definition["paper"]).parts:
        own = [item for _, item, _ in items_of(lines_of(part, None))]
        if sorted(line_of(item if item["id"] in ids else {**item, "id": None}) for item in own) == wanted:
            return None
    return "the list is not what that poll gives"


MISSING = object()


def as_text(value):
    """String() of ECMAScript: a withheld ranking is a stranger's word until the annex is there."""
    if isinstance(value, str):
        return value
    if value is MISSING:
        return "undefined"
    if isinstance(value, list):
        return ",".join("" if entry is None else as_text(entry) for entry in value)
    return "[object Object]" if isinstance(value, dict) else canonical(value)


def line_of(item):
    return canonical({key: item[key] for key in ("id", "name", "note", "tag", "statement") if key in item})


def check_bundle(raw):
    """Yields (claim, fault); ends after the first fault. Returns the bundle."""
    try:
        bundle = parse(raw)
        read_bundle(bundle)
    except Refused as error:
        yield "bundle_format", str(error)
        return None
    yield "bundle_format", None
    key, event, records = from_base64url(bundle["eventKey"]), bundle["event"], {}
    yield "event_key", unless(signing_point(key), "the event key is not a point that can sign")
    for sealed in bundle["polls"]:
        poll = Poll(sealed, event["id"], key)
        records.setdefault(poll.poll, sealed)
        for claim in Poll.CLAIMS:
            yield f"{poll.poll}/{claim}", getattr(poll, claim)()
    polls = [sealed["record"] for sealed in bundle["polls"]]
    for record in polls:
        yield f"{record['definition']['poll']}/source", source_fault(record, records)
    yield "polls_distinct", unless(len(records) == len(polls), "a poll occurs twice")
    keys = [issuer["spki"] for record in polls for issuer in record["keys"]]
    yield "keys_apart", unless(len(set(keys)) == len(keys), "two polls have an issuing key in common")
    yield "bundle_event", event_fault(event, polls)
    signed = is_signed(bundle["trailSignature"], key, {"event": event["id"], "trail": bundle["trail"]})
    yield "trail_signature", unless(signed, "the signature does not hold")
    for sealed in bundle["polls"] if bundle["trail"] else []:
        yield f"{sealed['record']['definition']['poll']}/trail_record", trail_fault(sealed, bundle["trail"])
    return bundle


def event_fault(event, polls):
    if event["title"] not in [record["event"]["title"] for record in polls]:
        return "no record has this title"
    kinds = {"rehearsal" in record["definition"] for record in polls}
    return unless(len(kinds) == 1, "some polls are a rehearsal and some are not")


def trail_fault(sealed, trail):
    record = sealed["record"]
    acts = ("poll_frozen", "poll_opened", "poll_closed", "poll_sealed", "record_corrected")
    own = [entry for entry in trail if entry["poll"] == record["definition"]["poll"] and entry["act"] in acts]
    if not own or own[0]["act"] != "poll_frozen" or own[0]["detail"].get("paperHash") != record["paperHash"]:
        return "the trail does not begin with the freeze of this paper"
    due = list(zip(acts[1:4], (record["openedBy"], record["closedBy"], record["sealedBy"])))
    due += [("record_corrected", after["correction"]["by"]) for after in records_of(sealed)[1:]]
    told = [(entry["act"], entry["actor"]) for entry in own[1:]]
    if told != due:
        return f"the trail has {told} where the record has {due}"
    made = [(entry["detail"].get("record"), hash_of(after)) for entry, after in zip(own[4:], records_of(sealed)[1:])]
    return unless(all(one == other for one, other in made), "a correction is another record by the trail")


def check_annex(raw, bundle):
    try:
        annex = parse(raw)
    except Refused as error:
        yield "annex_format", str(error)
        return
    poll = annex.get("poll") if isinstance(annex, dict) else None
    record = next((own["record"] for own in bundle["polls"] if own["record"]["definition"]["poll"] == poll), None)
    if record is None:
        yield "annex_format", "the annex is of no poll of this bundle"
        return
    try:
        read_annex(annex)
    except Refused as error:
        yield f"{poll}/annex_format", str(error)
        return
    yield f"{poll}/annex_format", None
    digest = sha256(tagged("gonglun/annex/1", utf8(canonical(annex)))).hex()
    fits = annex["paperHash"] == record["paperHash"] and digest == record["annex"]
    yield f"{poll}/annex_hash", unless(fits, "the record commits to another annex")
    yield f"{poll}/annex_counts", annex_counts_fault(record, annex)
    yield f"{poll}/annex_findings", annex_findings_fault(record, annex)


def annex_counts_fault(record, annex):
    definition, counts = record["definition"], annex["groupCounts"]
    sheet = Sheet(definition["paper"])
    if [own["group"] for own in counts] != [group["id"] for group in definition["groups"]]:
        return "not one count for each group"
    for own, account in zip(counts, record["groupAccounts"]):
        if own["ballots"] != account["returned"] or len(own["counts"]) != sheet.size:
            return f"the count of {own['group']} is of other ballots"
    total = list(record["count"]["counts"])
    for (question, _), slot in sheet.slot.items():
        if question in sheet.texts:
            total[slot] = 0
    if sheet.write_ins:
        total[-1] = 0
    sums = [sum(column) for column in zip(*(own["counts"] for own in counts))]
    ballots = sum(own["ballots"] for own in counts)
    if sums != total or ballots != record["count"]["ballots"]:
        return "the groups do not add up"
    withheld = withheld_from(definition, sheet, counts)
    return unless(withheld != "nothing", "nothing speaks against naming the groups, so nothing was to be kept apart")


def annex_findings_fault(record, annex):
    definition = record["definition"]
    withheld = withheld_from(definition, Sheet(definition["paper"]), annex["groupCounts"])
    rules = {rule["id"]: rule for rule in definition["rules"]}
    try:
        computed = evaluate_all(definition, record, annex["groupCounts"])
    except Unreckonable as error:
        return str(error)
    shown = [public_finding(finding, rules[finding["rule"]], withheld) for finding in computed]
    return unless(same(shown, record["findings"]), "what is recorded differs from what is computed")


def verify(raw, annexes, heard=lambda claim: None):
    """(claims that hold, the first that doesn't or None, why, the bundle)"""
    held, bundle = [], None

    def run(checks):
        nonlocal bundle
        while True:
            try:
                claim, fault = next(checks)
            except StopIteration as end:
                bundle = bundle if end.value is None else end.value
                return None
            if fault is not None:
                return claim, fault
            held.append(claim)
            heard(claim)

    broken = run(check_bundle(raw))
    for annex in annexes if broken is None else []:
        broken = broken or run(check_annex(annex, bundle))
    return held, broken, bundle


# ---------------------------------------------------------------------------------------------------------------------
# The command
# ---------------------------------------------------------------------------------------------------------------------


def in_fours(digits):
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def batch():
    for line in sys.stdin:
        task = json.loads(line)
        annexes = [base64.b64decode(annex) for annex in task.get("annexes", [])]
        held, broken, _ = verify(base64.b64decode(task["bundle"]), annexes)
        claim, reason = broken or (None, None)
        print(json.dumps({"ok": broken is None, "claims": held, "claim": claim, "reason": reason}), flush=True)


def read_file(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        print(f"cannot read {path}: {error.strerror}", file=sys.stderr)
        sys.exit(2)


def main(arguments):
    if arguments == ["--batch"]:
        return batch()
    if len(arguments) % 2 == 0 or arguments[0].startswith("-") or set(arguments[1::2]) - {"--annex"}:
        print("usage: gonglun_verify.py BUNDLE [--annex FILE]... | --batch", file=sys.stderr)
        sys.exit(2)
    annexes = [read_file(path) for path in arguments[2::2]]
    held, broken, bundle = verify(read_file(arguments[0]), annexes, lambda claim: print(f"✓ {claim}"))
    if broken is not None:
        print(f"\nDOES NOT HOLD: {broken[0]}: {broken[1]}")
        sys.exit(1)
    key = sha256(from_base64url(bundle["eventKey"])).hex()
    print(f"\nevent key {in_fours(key[:20])}")
    for sealed in bundle["polls"]:
        record = sealed["record"]
        poll = record["definition"]["poll"]
        print(f"{poll}: paper hash {in_fours(record['paperHash'][:20])}")
        print(f"{poll}: record {in_fours(hash_of(record))}")
        if record["definition"].get("receipts") == "off":
            print(f"{poll}: without receipts, so nobody could be made to show a vote or prove a dropped one")
        for before, after in zip(records_of(sealed), records_of(sealed)[1:]):
            said = after["correction"]
            why = "".join(" " if is_invisible(char) else char for char in f"{said['by']}: {said['reason']}")
            print(f"{poll}: corrects {in_fours(hash_of(before))} ({said['at']}, {why})")
        if "rehearsal" in record["definition"]:
            print(f"{poll}: REHEARSAL: this never counts")
    if not bundle["trail"]:
        print("No trail in this file: whose acts these were can't be checked.")
    print(f"\nALL HOLD: {len(held)} claims. Compare the fingerprints with the wall.")
    missing = sum(sealed["record"]["annex"] is not None for sealed in bundle["polls"]) - len(annexes)
    if missing > 0:
        print(f"Weighted results to be checked with a tellers' annex: {missing}")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    main(sys.argv[1:])
