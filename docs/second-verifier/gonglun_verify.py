#!/usr/bin/env python3
"""Verify a sealed gonglun bundle, and the tellers' annexes (监票人附卷) that belong to it.

Written from the page docs/record-format.md alone, without a look at the verifier in packages/ballot-core. It shares no
line with that one, so a mistake would have to be made twice to go unnoticed. Section numbers in the comments are
those of that page.

    python3 gonglun_verify.py BUNDLE [--annex FILE]...

prints a line for each claim that holds and exits with 0; or names the first claim that doesn't and exits with 1.
Wrong usage exits with 2.

    python3 gonglun_verify.py --batch

reads lines {"bundle": base64, "annexes": [base64...]} and answers each with a line
{"ok": bool, "claims": [...], "claim": the broken one or null, "reason": text or null}.

Python 3.9 or later, standard library only. What no verifier can know is whether the event key is the right one:
compare its fingerprint and the paper hashes, printed at the end, with what hung on the wall.
"""

import base64
import binascii
import datetime
import functools
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Optional, Tuple


class Fails(Exception):
    """What was looked at is not as the page says; the message is the reason."""


class Unreckonable(Fails):
    """A tally was asked for something that it does not have (section 8.2)."""


class Broken(Exception):
    """A claim that does not hold, and why."""

    def __init__(self, claim, reason):
        super().__init__(claim + ': ' + reason)
        self.claim = claim
        self.reason = reason


def require(truth, reason):
    """Raise `Fails` with the reason unless the truth is true."""
    if not truth:
        raise Fails(reason)


# ---------------------------------------------------------------------------------------------------------------
# Section 2: JSON, canonical form, hashes, binary values, domain tags
# ---------------------------------------------------------------------------------------------------------------

SAFE = 2 ** 53 - 1


def json_number(text):
    """A number of JSON as a double: an int where it is whole (so 1.0 is 1 and -0 is 0), else a float.

    One that no double can hold is infinite here, and refused where it stands.
    """
    number = float(text)
    return int(number) if number.is_integer() else number


def refuse_constant(text):
    """NaN and the infinities are not JSON."""
    raise Fails(text + ' is not JSON')


def parse_json(data):
    """The value of a JSON file, given its bytes; one byte order mark at the start is ignored."""
    try:
        text = data.decode('utf-8')
        return json.loads(text[1:] if text.startswith('\ufeff') else text,
                          parse_int=json_number, parse_float=json_number, parse_constant=refuse_constant)
    except UnicodeDecodeError as error:
        raise Fails('not UTF-8: ' + str(error)) from error
    except ValueError as error:
        raise Fails('not JSON: ' + str(error)) from error
    except RecursionError as error:
        raise Fails('nested too deeply') from error


def units(text):
    """A key that sorts texts by their UTF-16 code units."""
    return text.encode('utf-16-be', 'surrogatepass')


def length(text):
    """The number of UTF-16 code units."""
    return len(units(text)) // 2


def number_text(number):
    """A number as ECMAScript writes it (RFC 8785, section 3.2.2.3)."""
    if isinstance(number, int) and abs(number) <= SAFE:
        return str(number)
    sign, digits, exponent = Decimal(repr(float(number))).as_tuple()
    written = ''.join(map(str, digits))
    point = len(written) + exponent
    written = written.rstrip('0')
    size = len(written)
    if size <= point <= 21:
        text = written + '0' * (point - size)
    elif 0 < point <= 21:
        text = written[:point] + '.' + written[point:]
    elif -6 < point <= 0:
        text = '0.' + '0' * -point + written
    else:
        fraction = '.' + written[1:] if size > 1 else ''
        text = '%s%se%+d' % (written[0], fraction, point - 1)
    return '-' + text if sign else text


def canonical(value):
    """The canonical form of a value as text (RFC 8785)."""
    if value is None:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: units(member[0]))
        return '{' + ','.join(canonical(name) + ':' + canonical(inner) for name, inner in members) + '}'
    return '[' + ','.join(map(canonical, value)) + ']'


def canonical_bytes(value):
    """What is hashed or signed: the UTF-8 of the canonical form."""
    return canonical(value).encode('utf-8')


def same(left, right):
    """Equality of counts, names and findings is that of canonical forms (section 9)."""
    return canonical(left) == canonical(right)


def sha256(data):
    """The 32 bytes of a SHA-256."""
    return hashlib.sha256(data).digest()


def hash_of(value):
    """The hash of a value's canonical form: paper hash, record hash."""
    return sha256(canonical_bytes(value)).hex()


def tagged(domain, *parts):
    """The ASCII of the domain, then for each part a byte 00 and the part."""
    return b'\0'.join((domain.encode('ascii'),) + parts)


def to_base64url(data):
    """The one spelling of bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode('ascii')


def from_base64url(text):
    """The bytes of a base64url text in its one spelling."""
    require(re.fullmatch('[A-Za-z0-9_-]*', text), 'not base64url')
    try:
        data = base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))
    except binascii.Error as error:
        raise Fails('not base64url') from error
    require(to_base64url(data) == text, 'base64url with unused bits that are not 0')
    return data


# ---------------------------------------------------------------------------------------------------------------
# Section 2: kinds of text. A check is a function of a value and of where it stands; it raises `Fails`.
# ---------------------------------------------------------------------------------------------------------------

LATER_FORMAT_CHARACTERS = {0x890, 0x891, *range(0x13439, 0x13440)}


def is_string(value):
    """A text without lone surrogates."""
    return isinstance(value, str) and not any('\ud800' <= character <= '\udfff' for character in value)


def pattern(expression, *refused):
    """A check: the whole text matches the expression, and is none of those refused."""
    compiled = re.compile(expression)

    def check(value, where):
        require(isinstance(value, str) and compiled.fullmatch(value) and value not in refused,
                where + ' is not as it should be written')
    return check


def is_words(value, limit):
    """`words(limit)`."""
    if not isinstance(value, str) or not 1 <= length(value) <= limit:
        return False
    categories = [unicodedata.category(character) for character in value]
    return (not {'Cc', 'Cf', 'Zl', 'Zp', 'Cs'}.intersection(categories)
            and 'Zs' not in (categories[0], categories[-1])
            and LATER_FORMAT_CHARACTERS.isdisjoint(map(ord, value))
            and unicodedata.is_normalized('NFC', value))


def words(limit):
    """The check for `words(limit)`."""
    def check(value, where):
        require(is_words(value, limit), '%s is not words of 1 to %d units' % (where, limit))
    return check


def prose(limit):
    """The check for `prose(limit)`."""
    def check(value, where):
        require(isinstance(value, str) and is_words(value.replace('\n', ' '), limit),
                '%s is not prose of 1 to %d units' % (where, limit))
    return check


def check_text(value, where):
    """`text`."""
    require(is_string(value) and length(value) <= 2000, where + ' is not a text of at most 2,000 units')


def check_year_or_day(value, where):
    """`year or day`."""
    require(isinstance(value, str), where + ' is not a text')
    if re.fullmatch('[1-9][0-9]{3}', value):
        return
    require(re.fullmatch('[0-9]{4}-[0-9]{2}-[0-9]{2}', value), where + ' is no year and no day')
    try:
        datetime.date(*map(int, value.split('-')))
    except ValueError as error:
        raise Fails(where + ' is a day that does not exist') from error


def binary(size):
    """The check for `bytes(size)`; any size for None."""
    def check(value, where):
        require(isinstance(value, str), where + ' is not base64url')
        data = from_base64url(value)
        require(size is None or len(data) == size, '%s does not have %s bytes' % (where, size))
    return check


def is_whole(value, low, high):
    """Whether a value is a whole number from low to high."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def whole(low, high):
    """The check for `low..high`."""
    def check(value, where):
        require(is_whole(value, low, high), '%s is not a whole number from %d to %d' % (where, low, high))
    return check


def one_of(*values):
    """A check: one of these values."""
    def check(value, where):
        require(any(type(value) is type(one) and value == one for one in values),
                where + ' is none of ' + ', '.join(map(str, values)))
    return check


def nullable(inner):
    """A check: null, or what the inner check accepts."""
    def check(value, where):
        if value is not None:
            inner(value, where)
    return check


def listing(low, high, inner, *distinct):
    """A check: a list of low to high entries (high None: no bound), no two of which have an equal key.

    `distinct` are functions from an entry to something hashable.
    """
    def check(value, where):
        require(isinstance(value, list), where + ' is not a list')
        require(low <= len(value) and (high is None or len(value) <= high),
                '%s has %d entries' % (where, len(value)))
        for index, entry in enumerate(value):
            inner(entry, '%s[%d]' % (where, index))
        for key in distinct:
            keys = [key(entry) for entry in value]
            require(len(set(keys)) == len(keys), where + ' has two entries that are alike')
    return check


def mapping(low, high, name_check, inner):
    """A check: an object with low to high members (high None: no bound) of any names of one kind."""
    def check(value, where):
        require(isinstance(value, dict), where + ' is not an object')
        require(low <= len(value) and (high is None or len(value) <= high),
                '%s has %d members' % (where, len(value)))
        for name, member in value.items():
            name_check(name, 'a name in ' + where)
            inner(member, where + '.' + name)
    return check


def shape(fields, *more):
    """A check: an object with exactly these fields; `name?` may be left out. Then further checks, if any."""
    checks = {name.rstrip('?'): check for name, check in fields.items()}
    needed = {name for name in fields if not name.endswith('?')}

    def check(value, where):
        require(isinstance(value, dict), where + ' is not an object')
        for name in value:
            require(name in checks, '%s has a field that is not in the format: %r' % (where, name[:60]))
        for name in needed:
            require(name in value, where + ' has no ' + name)
        for name, member in value.items():
            checks[name](member, where + '.' + name)
        for further in more:
            further(value, where)
    return check


def anything(value, where):
    """The check for what can be checked only together with other fields."""


def by_field(field, kinds):
    """A check: an object that is checked by what its field (say `kind`) names."""
    def check(value, where):
        require(isinstance(value, dict), where + ' is not an object')
        kind = value.get(field)
        require(isinstance(kind, str) and kind in kinds, '%s.%s is unknown' % (where, field))
        kinds[kind](value, where)
    return check


def by_presence(kinds):
    """A check: an object that has exactly one of these fields, and is checked by which one."""
    def check(value, where):
        require(isinstance(value, dict), where + ' is not an object')
        present = [name for name in kinds if name in value]
        require(len(present) == 1, where + ' should have exactly one of ' + ', '.join(kinds))
        kinds[present[0]](value, where)
    return check


def itself(value):
    """The key of entries that are distinct themselves."""
    return value


def field_of(*names):
    """A key function: the values of fields that may be left out."""
    return lambda value: tuple(value.get(name) for name in names)


ID = pattern('[a-z0-9][a-z0-9-]{0,23}', 'constructor')
NAME = pattern('[a-z0-9][a-z0-9_-]{0,39}', 'constructor')
WORD = pattern('[a-z0-9][a-z0-9_]{0,39}', 'constructor')
ADDRESS = pattern('[A-Za-z0-9_-]{1,64}')
MOMENT = pattern(r'[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z')
HASH = pattern('[0-9a-f]{64}')
JWS = pattern(r'[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+')
BOOLEAN = one_of(True, False)
FIGURE = whole(0, 2147483648)
IDS = listing(1, 20, ID, itself)


def check_fraction(value, where):
    """`fraction`."""
    require(isinstance(value, list) and len(value) == 2, where + ' is not [part, whole]')
    require(is_whole(value[0], 0, 1000000) and is_whole(value[1], 1, 10000), where + ' is not a fraction')


def check_proper_fraction(value, where):
    """A fraction with part not above whole."""
    check_fraction(value, where)
    require(value[0] <= value[1], where + ' is above 1')


# ---------------------------------------------------------------------------------------------------------------
# Section 3: signatures and trees
# ---------------------------------------------------------------------------------------------------------------

ED_P = 2 ** 255 - 19
ED_L = 2 ** 252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, ED_P - 2, ED_P) % ED_P
ED_ROOT = pow(2, (ED_P - 1) // 4, ED_P)
ED_ZERO = (0, 1, 1, 0)


def ed_add(left, right):
    """The sum of two points in extended coordinates (RFC 8032, section 5.1.4)."""
    x1, y1, z1, t1 = left
    x2, y2, z2, t2 = right
    a = (y1 - x1) * (y2 - x2) % ED_P
    b = (y1 + x1) * (y2 + x2) % ED_P
    c = 2 * t1 * t2 * ED_D % ED_P
    d = 2 * z1 * z2 % ED_P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P


def ed_decode(data):
    """The point that 32 bytes stand for, or None (RFC 8032, section 5.1.3)."""
    number = int.from_bytes(data, 'little')
    sign, y = number >> 255, number & (2 ** 255 - 1)
    if y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, ED_P - 2, ED_P) % ED_P
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if x * x % ED_P != square:
        x = x * ED_ROOT % ED_P
    if x * x % ED_P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = ED_P - x
    return x, y, 1, x * y % ED_P


def ed_encode(point):
    """The 32 bytes of a point."""
    x, y, z, _ = point
    inverse = pow(z, ED_P - 2, ED_P)
    x, y = x * inverse % ED_P, y * inverse % ED_P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


ED_BASE = ed_decode((4 * pow(5, ED_P - 2, ED_P) % ED_P).to_bytes(32, 'little'))


def ed_key(data):
    """The point of a public key that can sign: on the curve, and not of small order."""
    point = ed_decode(data)
    require(point is not None, 'the key is no point of the curve')
    multiple = point
    for _ in range(3):
        multiple = ed_add(multiple, multiple)
    require(ed_encode(multiple) != ed_encode(ED_ZERO), 'the key is of small order')
    return point


def ed_verify(key, message, signature):
    """Whether a signature of 64 bytes over the message holds for a key of 32 bytes (no cofactor)."""
    point = ed_key(key)
    scalar = int.from_bytes(signature[32:], 'little')
    if len(signature) != 64 or scalar >= ED_L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % ED_L
    x, y, z, t = point
    minus = (ED_P - x, y, z, ED_P - t)
    addends = {(1, 0): ED_BASE, (0, 1): minus, (1, 1): ed_add(ED_BASE, minus)}
    total = ED_ZERO
    for bit in range(252, -1, -1):
        total = ed_add(total, total)
        chosen = (scalar >> bit & 1, challenge >> bit & 1)
        if chosen in addends:
            total = ed_add(total, addends[chosen])
    return ed_encode(total) == signature[:32]


JWS_HEADER = to_base64url(b'{"alg":"EdDSA"}')


def check_jws(jws, payload, key):
    """A compact JWS is over the canonical form of the payload, by the event key (32 bytes)."""
    header, body, signature = jws.split('.')
    require(header == JWS_HEADER, 'the header of the signature is not {"alg":"EdDSA"}')
    require(body == to_base64url(canonical_bytes(payload)), 'what is signed is not what is shown')
    require(ed_verify(key, (header + '.' + body).encode('ascii'), from_base64url(signature)),
            'the signature is not by the event key')


def der(tag, content):
    """A DER value with its minimal length."""
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    long = size.to_bytes((size.bit_length() + 7) // 8, 'big')
    return bytes([tag, 128 + len(long)]) + long + content


def der_integer(number):
    """A positive INTEGER in DER."""
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, 'big'))


RSA_ALGORITHM = der(0x30, der(6, bytes.fromhex('2a864886f70d010101')) + der(5, b''))
RSA_EXPONENT = 65537


def spki_of(modulus):
    """The SubjectPublicKeyInfo of an RSA key with e = 65537 in its one DER spelling."""
    key = der(0x30, der_integer(modulus) + der_integer(RSA_EXPONENT))
    return der(0x30, RSA_ALGORITHM + der(3, b'\0' + key))


def der_content(tag, data):
    """The content of the DER value of this tag that the data starts with, and what stands behind it."""
    require(len(data) > 1 and data[0] == tag, 'an issuing key is not in DER')
    size, start = data[1], 2
    if size > 128:
        start = 2 + size - 128
        size = int.from_bytes(data[2:start], 'big')
    require(start + size <= len(data), 'an issuing key is not in DER')
    return data[start:start + size], data[start + size:]


def rsa_modulus(spki):
    """The modulus of an issuing key: it is read, and then everything is compared by writing the key anew."""
    key, _ = der_content(0x30, spki)
    require(key.startswith(RSA_ALGORITHM), 'an issuing key is not for RSA')
    bits, _ = der_content(3, key[len(RSA_ALGORITHM):])
    numbers, _ = der_content(0x30, bits[1:])
    modulus = int.from_bytes(der_content(2, numbers)[0], 'big')
    require(spki_of(modulus) == spki, 'an issuing key is not with e = 65537 in its one DER spelling')
    require(modulus % 2 == 1 and 2048 <= modulus.bit_length() <= 8192, 'an issuing key is even, too short or too long')
    return modulus


def mgf1(seed, size):
    """MGF1 with SHA-384 (RFC 8017, appendix B.2.1)."""
    blocks = (hashlib.sha384(seed + counter.to_bytes(4, 'big')).digest() for counter in range(-(-size // 48)))
    return b''.join(blocks)[:size]


def pss_verify(modulus, message, signature):
    """RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes (RFC 8017, sections 8.1.2 and 9.1.2)."""
    number = int.from_bytes(signature, 'big')
    if len(signature) != (modulus.bit_length() + 7) // 8 or number >= modulus:
        return False
    bits = modulus.bit_length() - 1
    size = (bits + 7) // 8
    opened = pow(number, RSA_EXPONENT, modulus)
    if opened.bit_length() > bits:
        return False
    encoded = opened.to_bytes(size, 'big')
    masked, digest, trailer = encoded[:size - 49], encoded[size - 49:-1], encoded[-1]
    mask = int.from_bytes(mgf1(digest, len(masked)), 'big')
    block = (int.from_bytes(masked, 'big') ^ mask) & (1 << (bits - 8 * 49)) - 1
    data = block.to_bytes(len(masked), 'big')
    salt = data[-48:]
    if trailer != 0xbc or data[:-48] != b'\0' * (len(data) - 49) + b'\1':
        return False
    return hashlib.sha384(b'\0' * 8 + hashlib.sha384(message).digest() + salt).digest() == digest


def leaf_hash(domain, value):
    """The hash of a leaf (RFC 9162, section 2.1.1)."""
    return sha256(b'\0' + tagged(domain, canonical_bytes(value)))


def merkle_root(leaves):
    """The root over leaf hashes, as hex."""
    if not leaves:
        return sha256(b'').hex()
    level = list(leaves)
    while len(level) > 1:
        pairs = [sha256(b'\1' + level[index] + level[index + 1]) for index in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2:]
    return level[0].hex()


def check_rising(leaves):
    """Leaf hashes stand in strictly rising order."""
    require(all(left < right for left, right in zip(leaves, leaves[1:])), 'the list is not in strictly rising order')


def check_tree(leaves, tree):
    """The size and the root that the record states are those of the list."""
    require(tree['size'] == len(leaves), 'the record says %d, the list has %d' % (tree['size'], len(leaves)))
    require(tree['root'] == merkle_root(leaves), 'the list has another root than the record')


# ---------------------------------------------------------------------------------------------------------------
# Section 4.1: papers
# ---------------------------------------------------------------------------------------------------------------

ITEM = {'id': ID, 'name': words(120), 'note?': words(120), 'tag?': words(120), 'statement?': prose(2000)}
GRADE = shape({'id': ID, 'name': words(120), 'counted': BOOLEAN})
MOTION_CHOICES = ('agree', 'disagree', 'abstain')


def items(low, high, **further):
    """The check for a list of items, with further fields if any."""
    return listing(low, high, shape({**ITEM, **further}), field_of('id'), field_of('name', 'note'))


def check_scale(value, where):
    """A scale."""
    listing(2, 10, GRADE, field_of('id'), field_of('name'))(value, where)
    require(any(grade['counted'] for grade in value), where + ' has no counted grade')


def check_blank(value, where):
    """`blank` where it may be `as`."""
    if isinstance(value, dict):
        shape({'as': ID})(value, where)
    else:
        one_of('refuse', 'allow')(value, where)


def check_quotas(part, where, marks_check):
    """The quotas of a grades or score paper, if any."""
    subjects = len(part['subjects'])

    def bounds(quota, place):
        require(quota['min'] <= quota['max'], place + ' has min above max')
        require((quota['min'], quota['max']) != (0, subjects), place + ' says nothing')

    quota = shape({'marks': marks_check, 'min': whole(0, subjects), 'max': whole(0, subjects),
                   'mode': one_of('warn', 'refuse')}, bounds)
    if 'quotas' in part:
        listing(1, 10, quota)(part['quotas'], where + '.quotas')


def further_grades(part, where):
    """What holds between the fields of a grades paper."""
    ids = {grade['id'] for grade in part['scale']}
    as_grade = None
    if isinstance(part['blank'], dict):
        as_grade = part['blank']['as']
        require(as_grade in ids, where + '.blank is no grade of the scale')

    def marks(value, place):
        shape({'grades': listing(1, None, one_of(*ids - {as_grade}), itself)})(value, place)

    check_quotas(part, where, marks)


def further_score(part, where):
    """What holds between the fields of a score paper."""
    low, high, step = part['from'], part['to'], part['step']
    require(low < high, where + ' has no marks')
    require(step <= high - low and (high - low) % step == 0, where + '.step does not divide the marks')
    require((high - low) // step + 1 <= 201, where + ' has more than 201 marks')

    def ordered(value, place):
        require(value['from'] <= value['to'], place + ' is empty')

    check_quotas(part, where, shape({'from': whole(low, high), 'to': whole(low, high)}, ordered))


def further_pick(part, where):
    """What holds between the fields of a pick paper."""
    candidates, low, high, seats = part['candidates'], part['min'], part['max'], part['seats']
    require(low <= high <= len(candidates) + part['writeIns'], where + '.max or .min does not fit')
    require(seats is None or ('purpose' not in part and high <= seats), where + '.seats does not fit')
    require(part['writeIns'] <= high, where + '.writeIns is above max')
    tags = Counter(item['tag'] for item in candidates if 'tag' in item)
    for entry in part.get('tagMins', []):
        require(1 <= entry['min'] <= min(high, tags[entry['tag']]), where + '.tagMins does not fit')
    require(sum(entry['min'] for entry in part.get('tagMins', [])) <= high, where + '.tagMins are more than max')


def further_motion(part, where):
    """What holds between the fields of a motion paper."""
    if isinstance(part.get('blank'), dict):
        require(part['blank']['as'] in MOTION_CHOICES, where + '.blank is no choice')


TABLE = {'subjects': items(1, 200), 'dimensions': items(1, 20), 'sameMarks?': one_of('warn')}
PART_CHECKS = {
    'grades': shape({'kind': one_of('grades'), **TABLE, 'scale': check_scale, 'blank': check_blank,
                     'quotas?': anything}, further_grades),
    'score': shape({'kind': one_of('score'), **TABLE, 'from': whole(0, 100000), 'to': whole(1, 100000),
                    'step': whole(1, 100000), 'per': one_of(1, 10, 100), 'blank': one_of('refuse', 'allow'),
                    'quotas?': anything}, further_score),
    'pick': shape({'kind': one_of('pick'), 'purpose?': one_of('weak', 'tick'), 'candidates': items(1, 200),
                   'min': whole(0, 210), 'max': whole(1, 210), 'seats': nullable(whole(1, 200)),
                   'writeIns': whole(0, 10),
                   'tagMins?': listing(1, 10, shape({'tag': words(120), 'min': whole(1, 210)}), field_of('tag'))},
                  further_pick),
    'motion': shape({'kind': one_of('motion'), 'matters': items(1, 200), 'blank?': check_blank}, further_motion),
    'choice': shape({'kind': one_of('choice'), 'questions': items(1, 200, options=check_scale),
                     'blank': one_of('refuse', 'allow')}),
    'text': shape({'kind': one_of('text'), 'prompts': items(1, 20), 'lengthMax': whole(1, 500)}),
}


def check_section_part(value, where):
    """The paper of a section of a form."""
    by_field('kind', PART_CHECKS)(value, where)
    require(value.get('writeIns', 0) == 0, where + ' has write-ins inside a form')


PAPER = by_field('kind', {**PART_CHECKS, 'form': shape({'kind': one_of('form'),
                                                       'sections': items(1, 12, paper=check_section_part)})})


def check_paper(paper, where):
    """A paper, with the bounds on the whole."""
    PAPER(paper, where)
    size = sum(len(part['subjects']) * len(part['dimensions']) if 'dimensions' in part else 1
               for _, part in parts_of(paper))
    require(size <= 2000, where + ' is too large')
    lines = lines_of(paper)
    require(sum(len(line.choices) + 1 for line in lines) <= 40000, where + ' has too many choices')
    ballot = 1200 + 148 * paper.get('writeIns', 0)
    for line in lines:
        longest = 3 * line.part['lengthMax'] if line.is_text else max(map(len, line.choices))
        ballot += len(line.id) + longest + 28
    require(ballot <= 65536, where + ' makes ballots that are too large')


# ---------------------------------------------------------------------------------------------------------------
# Section 5: lines
# ---------------------------------------------------------------------------------------------------------------

ITEM_LISTS = {'grades': 'subjects', 'score': 'subjects', 'pick': 'candidates', 'motion': 'matters',
              'choice': 'questions', 'text': 'prompts'}


class Line(NamedTuple):
    """A line of a paper: what a voter gives one mark on (section 5.1)."""

    id: str
    section: Optional[str]
    item: str
    entry: dict
    dimension: Optional[str]
    part: dict
    choices: Tuple[str, ...]
    counted: Optional[Tuple[str, ...]]
    blank: object

    @property
    def is_text(self):
        """Whether this is a line of free words."""
        return self.part['kind'] == 'text'


def parts_of(paper):
    """The parts of a paper, each with the id of its section (None where it is no form)."""
    if paper['kind'] == 'form':
        return [(section['id'], section['paper']) for section in paper['sections']]
    return [(None, paper)]


def choices_of(part, entry):
    """The choices of a line, its `validItem` choices (None where it has none), and what a blank is."""
    kind = part['kind']
    if kind in ('grades', 'choice'):
        scale = part['scale'] if kind == 'grades' else entry['options']
        return (tuple(grade['id'] for grade in scale),
                tuple(grade['id'] for grade in scale if grade['counted']), part['blank'])
    if kind == 'score':
        marks = tuple(map(str, range(part['from'], part['to'] + 1, part['step'])))
        return marks, marks, part['blank']
    if kind == 'motion':
        return MOTION_CHOICES, MOTION_CHOICES, part.get('blank', 'refuse')
    return ('picked' if kind == 'pick' else 'written',), None, 'allow'


def lines_of(paper):
    """All lines of a paper, in order."""
    lines = []
    for section, part in parts_of(paper):
        prefix = '' if section is None else section + '.'
        for entry in part[ITEM_LISTS[part['kind']]]:
            item = prefix + entry['id']
            choices, counted, blank = choices_of(part, entry)
            dimensions = [dimension['id'] for dimension in part['dimensions']] if 'dimensions' in part else [None]
            for dimension in dimensions:
                line_id = item if dimension is None else item + '/' + dimension
                lines.append(Line(line_id, section, item, entry, dimension, part, choices, counted, blank))
    return lines


class Subject(NamedTuple):
    """An item that a rule is about, with the lines of it that the rule applies to (section 5.3)."""

    id: str
    lines: list

    @property
    def tag(self):
        """The item's tag, '' for none."""
        return self.lines[0].entry.get('tag', '')


class Reach:
    """What a rule is about (section 5.3)."""

    def __init__(self, rule, paper, lines):
        only = rule.get('only', {})
        tests, scores = rule['tests'], rule.get('scores', [])
        self.rule = rule
        self.named = [line for line in lines
                      if only.get('section', line.section) == line.section
                      and only.get('dimension', line.dimension) == line.dimension]
        self.options = set(rule.get('cut', {}).get('by', {}).get('votes', []))
        for test in tests:
            self.options.update(test['numerator'].get('options', []))
        for score in scores:
            self.options.update(score.get('points', {}) if score['kind'] == 'index' else score.get('options', []))
        self.offering = [line for line in self.named if self.options.issubset(line.choices)]
        self.on_valid_item = ([test for test in tests
                               if 'validItem' in (test['base'], test['numerator'].get('account'))]
                              + [score for score in scores if score.get('base') == 'validItem'])
        means = any(score['kind'] == 'mean' for score in scores)
        self.lines = [line for line in self.offering
                      if (not line.is_text or 'written' in self.options)
                      and (not means or line.part['kind'] == 'score')
                      and (not self.on_valid_item or line.counted is not None)]
        grouped = {}
        for line in self.lines:
            grouped.setdefault(line.item, []).append(line)
        self.items = [Subject(item, its) for item, its in grouped.items()]
        self.written = (rule['scope'] == 'poll' and paper['kind'] == 'pick' and paper['writeIns'] > 0
                        and self.options <= {'picked'})
        self.part = paper if paper['kind'] != 'form' else None
        for section, part in parts_of(paper):
            if section is not None and section == only.get('section'):
                self.part = part

    @property
    def seats(self):
        """The seats of the pick part that the rule is about (4.4, 6), or None."""
        return self.part.get('seats') if self.part else None


# ---------------------------------------------------------------------------------------------------------------
# Section 4.2: rules
# ---------------------------------------------------------------------------------------------------------------

BASES = ('due', 'present', 'issued', 'returned', 'valid', 'validItem', 'headcount', 'seats')
BASE = one_of(*BASES)
BILINGUAL = {'zh': words(500), 'en': words(500)}
CITATION = shape({'document': words(500), 'clause': words(500), 'wording': words(500),
                  'status': one_of('current_national', 'historic_local', 'common_practice', 'proposal'),
                  'confidence': one_of('seed', 'source', 'secondary', 'unverified')})
LABEL = shape({'id': pattern('[a-z0-9][a-z0-9_]{0,39}', 'constructor', 'not_assessed', 'error_empty_group', 'none'),
               **BILINGUAL, 'weight': one_of('flag', 'outcome', 'clear')})
PERIOD = shape({'id': WORD, **BILINGUAL, 'kind': one_of('appeal', 'notice', 'probation', 'rectification'),
                'length': whole(1, 3660), 'unit': one_of('calendar_days', 'working_days', 'months')})
HISTORY = by_field('kind', {
    'run': shape({'kind': one_of('run'), 'mark': WORD, 'missing': one_of('breaks', 'skips')}),
    'count': shape({'kind': one_of('count'), 'mark': WORD, 'within': one_of('year', 'ever')}),
})
NUMERATOR = by_presence({
    'options': shape({'options': IDS, 'plus?': listing(1, 2, one_of('absent', 'invalid'), itself)}),
    'account': shape({'account': BASE}),
    'figure': shape({'figure': NAME}),
    'score': shape({'score': ID}),
    'history': shape({'history': HISTORY}),
})


def further_test(test, where):
    """What holds between the fields of a test."""
    numerator, base, comparator, fraction = test['numerator'], test['base'], test['comparator'], test['fraction']
    unbounded = base in ('one', 'seats', 'headcount')
    require(unbounded or fraction[0] <= fraction[1], where + '.fraction is above 1')
    require(fraction[0] > 0 or comparator not in ('lt', 'ge'), where + ' compares with 0')
    require(numerator.get('account') != base, where + ' measures a base on itself')
    require(base == 'one' or not {'score', 'history'}.intersection(numerator), where + '.base should be one')
    require('options' not in numerator or unbounded or fraction[0] != fraction[1] or comparator in ('lt', 'ge'),
            where + ' is decided before the vote')


TEST = shape({'id': ID, 'numerator': NUMERATOR, 'base': one_of(*BASES, 'one'),
              'comparator': one_of('lt', 'le', 'gt', 'ge'), 'fraction': check_fraction, **BILINGUAL}, further_test)


def condition(depth):
    """The check for a condition that may be nested this deep."""
    def check(value, where):
        require(depth > 0, where + ' is nested too deeply')
        inner = condition(depth - 1)
        several = listing(1, 20, inner)
        by_presence({'test': shape({'test': ID}), 'not': shape({'not': inner}), 'all': shape({'all': several}),
                     'any': shape({'any': several})})(value, where)
    return check


def tests_asked(value):
    """The ids of the tests that a condition asks for."""
    if 'test' in value:
        return {value['test']}
    inner = [value['not']] if 'not' in value else value.get('all', value.get('any'))
    return set().union(*map(tests_asked, inner))


CONDITION = condition(8)


def hundred(score, where):
    """Weights have the sum 100."""
    require(sum(score['weights'].values()) == 100, where + '.weights do not add up to 100')


def not_all_zero(score, where):
    """Not all parts have the weight 0."""
    require(any(part['weight'] for part in score['parts']), where + '.parts all have the weight 0')


SYNTHESIS = {'of': ID, 'weights': mapping(1, 20, ID, whole(0, 100)), 'empty': one_of('error', 'renormalise')}
SCORE_FIELDS = {
    'index': {'points': mapping(1, 20, ID, whole(0, 10000))},
    'share': {'options': IDS, 'base': BASE},
    'mean': {'per': one_of(1, 10, 100), 'trim?': shape({'minRaters': whole(6, 1000000)})},
    'groups': SYNTHESIS,
    'dimensions': SYNTHESIS,
    'weighted': {'parts': listing(1, 20, shape({'score': ID, 'weight': whole(0, 10000)}), field_of('score'))},
    'sum': {'parts': IDS},
    'figure': {'figure': NAME, 'max': whole(1, 1000000)},
    'brackets': {'bands': listing(1, 20, shape({'when': CONDITION, 'points': whole(0, 10000)})),
                 'otherwise': whole(0, 10000)},
    'ranks': {'figure': NAME, 'top': whole(1, 10000), 'stepPercent': whole(0, 100)},
    'bonus': {'award': NAME, 'points': whole(1, 10000), 'validYears': whole(0, 50)},
}
SCORE_FURTHER = {'groups': (hundred,), 'dimensions': (hundred,), 'weighted': (not_all_zero,)}
SCORE = by_field('kind', {kind: shape({'id': ID, 'kind': one_of(kind), **fields}, *SCORE_FURTHER.get(kind, ()))
                          for kind, fields in SCORE_FIELDS.items()})


def check_places(value, where):
    """`places` of a cut."""
    if isinstance(value, dict):
        mapping(1, 20, words(120), whole(0, 200))(value, where)
    elif value != 'seats':
        whole(1, 200)(value, where)


def further_cut(cut, where):
    """What holds between the fields of a cut."""
    require(not isinstance(cut['places'], dict) or cut['per'] == 'tag', where + '.places by tag need per tag')
    require((cut['ties'] == 'secondary') == ('secondary' in cut), where + '.secondary does not fit ties')


CUT = shape({'by': by_presence({'votes': shape({'votes': IDS}), 'score': shape({'score': ID})}),
             'direction': one_of('top', 'bottom'), 'places': check_places, 'per': one_of('poll', 'tag'),
             'ties': one_of('include_all', 'runoff', 'organizer', 'secondary'), 'secondary?': ID, 'win?': ID,
             'taken': LABEL}, further_cut)


def band_tests(score):
    """The ids of the tests that the bands of a score ask for."""
    return set().union(*(tests_asked(band['when']) for band in score.get('bands', [])))


def rows_tests(rule):
    """The tests of rows: `win`, and those asked by a band."""
    asked = set().union(*map(band_tests, rule.get('scores', [])))
    win = rule.get('cut', {}).get('win')
    return asked if win is None else asked | {win}


def branch_tests(rule):
    """The tests asked by a branch."""
    return set().union(*(tests_asked(branch['when']) for branch in rule['branches']))


def scores_named(score):
    """The ids of the scores that a score names itself."""
    if score['kind'] in ('groups', 'dimensions'):
        return {score['of']}
    if score['kind'] == 'weighted':
        return {part['score'] for part in score['parts']}
    return set(score['parts']) if score['kind'] == 'sum' else set()


def made_of(score_id, scores, tests):
    """The ids of the scores that a score is made of."""
    found, open_ids = set(), [score_id]
    while open_ids:
        score = scores[open_ids.pop()]
        named = scores_named(score)
        for test in band_tests(score):
            named |= set(filter(None, [tests[test]['numerator'].get('score')]))
        open_ids.extend(named - found)
        found |= named
    return found


def check_scores(rule, where):
    """What holds of the scores of a rule, whose names are all known to be there."""
    scores = {score['id']: score for score in rule.get('scores', [])}
    tests = {test['id']: test for test in rule['tests']}
    for score in scores.values():
        place = '%s.scores.%s' % (where, score['id'])
        inner = made_of(score['id'], scores, tests)
        kinds = {scores[name]['kind'] for name in inner}
        require(score['id'] not in inner, place + ' is made of itself')
        if score['kind'] == 'dimensions':
            require('dimensions' not in kinds, place + ' is made of dimensions')
        if score['kind'] != 'groups':
            continue
        require(not {'groups', 'dimensions'}.intersection(kinds), place + ' is made of groups or dimensions')
        measured = set()
        for name in inner:
            measured.add(scores[name].get('base'))
            for test in (tests[asked] for asked in band_tests(scores[name])):
                measured.update((test['base'], test['numerator'].get('account')))
                if 'absent' in test['numerator'].get('plus', []):
                    measured.add('due')
        require(not {'due', 'present', 'issued'}.intersection(measured),
                place + ' is measured on what groups do not have')


def further_rule(rule, where):
    """What holds between the fields of a rule."""
    scores, cut = rule.get('scores', []), rule.get('cut')
    require(cut is None or rule['scope'] == 'poll', where + ' has a cut, but not the scope poll')
    require(scores or cut or (rule['tests'] and rule['branches']), where + ' has no tests or no branches')
    require(rule['consequence'] is None or rule['gates'], where + ' has a consequence without a gate')
    score_ids = {score['id'] for score in scores}
    tests = {test['id']: test for test in rule['tests']}
    by_score = {name for name, test in tests.items() if 'score' in test['numerator']}
    asked, of_rows = branch_tests(rule), rows_tests(rule)
    require(asked | of_rows <= set(tests), where + ' asks for a test that it does not have')
    named = {tests[name]['numerator']['score'] for name in by_score}
    for score in scores:
        named |= scores_named(score)
    if cut is not None:
        named |= set(filter(None, [cut['by'].get('score'), cut.get('secondary')]))
        require(cut.get('win') not in asked and not by_score & asked, where + ' has a branch on a test of rows')
        require(by_score <= of_rows, where + ' has a test of a score that is none of rows')
    require(named <= score_ids, where + ' names a score that it does not have')
    require(rule['scope'] != 'question' or all(score['kind'] != 'dimensions' for score in scores),
            where + ' puts dimensions together for a single line')
    check_scores(rule, where)


RULE = shape({
    'id': ID, **BILINGUAL,
    'citations': listing(0, 20, CITATION),
    'scope': one_of('question', 'item', 'poll'),
    'only?': shape({'section?': ID, 'dimension?': ID}, lambda value, where: require(value, where + ' is empty')),
    'tests': listing(0, 20, TEST, field_of('id')),
    'scores?': listing(1, 20, SCORE, field_of('id')),
    'cut?': CUT,
    'branches': listing(0, 20, shape({'when': CONDITION, 'label': LABEL})),
    'otherwise': LABEL,
    'strength': one_of('auto', 'flag', 'principle'),
    'gates': listing(0, 10, shape({'id': WORD, **BILINGUAL}), field_of('id')),
    'consequence': nullable(shape(BILINGUAL)),
    'periods?': listing(1, 10, PERIOD, field_of('id')),
    'precedence': whole(0, 1000),
    'sensitivity': listing(0, 8, BASE, itself),
}, further_rule)


# ---------------------------------------------------------------------------------------------------------------
# Sections 4.3 and 4.4: definitions; rules and paper agree
# ---------------------------------------------------------------------------------------------------------------

def check_given_figure(value, where):
    """A figure that was given: a number, or a list of numbers."""
    inner = whole(0, 1000000)
    if isinstance(value, list):
        listing(0, 100, inner)(value, where)
    else:
        inner(value, where)


GIVEN = shape({'figures?': mapping(0, 20, NAME, check_given_figure),
               'history?': listing(0, 100, shape({'at': check_year_or_day, 'mark': WORD}))})
GROUP = shape({'id': ID, 'name': words(120), 'due': whole(1, 100000),
               'relation?': one_of('superior', 'peer', 'subordinate', 'self', 'external', 'member', 'citizen'),
               'excluded?': listing(0, 20, shape({'count': whole(1, 100000), 'reason': words(120),
                                                  'approvedBy': words(120)}))})


def check_groups(value, where):
    """The groups of a poll."""
    listing(1, 20, GROUP, field_of('id'), field_of('name'))(value, where)
    require(sum(group['due'] for group in value) <= 100000, where + ' have more than 100,000 due')


def given_figures(definition, item=''):
    """The figures given for an item: its own over the poll's (section 8.1); those of the poll for ''."""
    given = definition.get('given', {})
    return {**given.get('', {}).get('figures', {}), **given.get(item, {}).get('figures', {})}


def given_history(definition, item=''):
    """The history given for an item, or for the poll."""
    return definition.get('given', {}).get(item, {}).get('history', [])


class Agreement:
    """Section 4.4 for one rule: each method is one of its numbered conditions."""

    def __init__(self, definition, rule, lines):
        self.definition = definition
        self.rule = rule
        self.reach = Reach(rule, definition['paper'], lines)
        self.scores = rule.get('scores', [])
        self.cut = rule.get('cut')
        self.whole_poll = rule['scope'] == 'poll'
        self.of_rows = rows_tests(rule) if self.cut else set()
        self.asked = branch_tests(rule)

    def check(self):
        """All conditions."""
        require(self.reach.named, 'only names no line')
        for number in (self.options, self.valid_items, self.applies, self.means, self.weights, self.bases,
                       self.poll_scope, self.places, self.moment, self.figures):
            number()

    def options(self):
        """4.4, 1."""
        offered = {choice for line in self.reach.named for choice in line.choices}
        require(self.reach.options <= offered, 'it counts an option that no line offers')

    def valid_items(self):
        """4.4, 2."""
        offering = self.reach.offering
        if not (self.reach.on_valid_item and offering):
            return
        counted = [line.counted for line in offering if line.counted is not None]
        require(counted, 'no line has a base validItem')
        for measure in self.reach.on_valid_item:
            source = measure.get('numerator', measure)
            counts = set(source.get('options', [])).union(source.get('plus', []))
            require(all(counts.issubset(choices) for choices in counted), 'it counts what validItem does not')

    def applies(self):
        """4.4, 3."""
        require(self.reach.lines, 'it applies to no line')

    def means(self):
        """4.4, 4."""
        pers = {line.part['per'] for line in self.reach.named if line.part['kind'] == 'score'}
        for score in self.scores:
            require(score['kind'] != 'mean' or pers == {score['per']}, 'a mean does not fit the marks')

    def weights(self):
        """4.4, 5."""
        groups = {group['id'] for group in self.definition['groups']}
        for score in self.scores:
            if score['kind'] == 'groups':
                require(groups.issuperset(score['weights']), 'it weighs a group that the poll does not have')
            if score['kind'] == 'dimensions':
                for item in self.reach.items:
                    require({line.dimension for line in item.lines}.issuperset(score['weights']),
                            'it weighs a dimension that an item does not have')
            if score['kind'] in ('groups', 'dimensions') and self.whole_poll:
                require(self.cut and not self.reach.written, 'it weighs what only items have')

    def bases(self):
        """4.4, 6."""
        headcount = given_figures(self.definition).get('headcount')
        require(not isinstance(headcount, list), 'the headcount is not one number')
        used = {score.get('base') for score in self.scores}
        for test in self.rule['tests']:
            used.update((test['base'], test['numerator'].get('account')))
        if 'seats' in used:
            require(all(line.part.get('seats') for line in self.reach.lines), 'a line has no seats')
            require(not self.whole_poll or self.reach.seats, 'the part that it is about has no seats')
        if 'headcount' in used:
            require(headcount is not None or (self.whole_poll and not self.cut)
                    or all('dimensions' in line.part for line in self.reach.lines), 'a line has no headcount')

    def poll_scope(self):
        """4.4, 7, on tests and sections."""
        if not self.whole_poll:
            return
        if self.cut and self.definition['paper']['kind'] == 'form':
            require('section' in self.rule.get('only', {}), 'a cut in a form needs a section')
        for test in self.rule['tests']:
            require('options' not in test['numerator'] or test['base'] in ('validItem', 'one')
                    or len(self.reach.lines) == 1
                    or (test['id'] in self.of_rows and test['id'] not in self.asked),
                    'a test adds up options of several lines')

    def places(self):
        """4.4, 7, on the places of a cut."""
        if not self.cut:
            return
        places, by_tag = self.cut['places'], self.cut['per'] == 'tag'
        written, sourced = self.reach.written, 'source' in self.definition
        require(places != 'seats' or self.reach.seats, 'there are no seats')
        require(not (by_tag and written) or isinstance(places, dict), 'written names have no category')
        sizes = Counter(item.tag if by_tag else '' for item in self.reach.items)
        if isinstance(places, dict):
            require(sourced or set(places) <= set(sizes), 'there are places for a category without rows')
            require(sourced or written or all(count <= sizes[tag] for tag, count in places.items()),
                    'a category has more places than rows')
        elif places != 'seats':
            require(sourced or written or places <= min(sizes.values()), 'there are more places than rows')

    def moment(self):
        """4.4, 8."""
        require('at' in self.definition or not (
            any('history' in test['numerator'] for test in self.rule['tests'])
            or any(score['kind'] == 'bonus' for score in self.scores)), 'it asks for years, and at is not given')

    def figures(self):
        """4.4, 9."""
        poll = given_figures(self.definition)
        each = [given_figures(self.definition, item.id) for item in self.reach.items]
        for test in self.rule['tests']:
            if 'figure' not in test['numerator']:
                continue
            of_rows = test['id'] in self.of_rows
            for_poll = test['id'] in self.asked or not of_rows if self.cut else self.whole_poll
            for_items = of_rows if self.cut else not self.whole_poll
            for figures in [poll] * for_poll + each * for_items:
                require(isinstance(figures.get(test['numerator']['figure']), int), 'a figure of a test is not given')
        for score in self.scores:
            if score['kind'] not in ('figure', 'ranks'):
                continue
            for figures in [poll] if self.whole_poll and not self.cut else each:
                given = figures.get(score['figure'])
                require(given is not None and given != [], 'a figure of a score is not given')
                if score['kind'] == 'ranks':
                    require(0 not in (given if isinstance(given, list) else [given]), 'a rank is 0')
                else:
                    require(isinstance(given, int) and given <= score['max'], 'a figure is no number up to max')


def further_definition(definition, where):
    """What holds between the fields of a definition."""
    lines = lines_of(definition['paper'])
    require(set(definition.get('given', {})) <= {line.item for line in lines} | {''}, where + '.given names no item')
    require(definition.get('source', {}).get('poll') != definition['poll'], where + '.source is the poll itself')
    for rule in definition['rules']:
        try:
            Agreement(definition, rule, lines).check()
        except Fails as error:
            raise Fails('%s: rule %s does not fit the paper: %s' % (where, rule['id'], error)) from error


DEFINITION = shape({
    'format': one_of('gonglun-poll/1'), 'event': ADDRESS, 'poll': ADDRESS, 'title': words(120),
    'paper': check_paper,
    'groups': check_groups,
    'rules': listing(0, 20, RULE, field_of('id')),
    'release': shape({'mode': one_of('turnout', 'batches'), 'k': whole(3, 1000),
                      'minTurnout': check_proper_fraction}),
    'at?': check_year_or_day,
    'given?': mapping(0, None, anything, GIVEN),
    'source?': shape({'poll': ADDRESS, 'record': HASH, 'rule': ID, 'take': one_of('taken', 'tied')}),
    'receipts?': one_of('off'),
    'rehearsal?': one_of(True),
}, further_definition)


# ---------------------------------------------------------------------------------------------------------------
# Section 4.5: bundle, record, annex
# ---------------------------------------------------------------------------------------------------------------

FINDING_LEVELS = 12  # the finding itself is the first
ACCOUNT_NAMES = ('due', 'present', 'issued', 'returned', 'valid', 'invalid')
ACCOUNTS = {name: FIGURE for name in ACCOUNT_NAMES}
COUNT = {'ballots': FIGURE, 'counts': listing(1, None, FIGURE)}
GROUP_COUNT = shape({'group': check_text, **COUNT})
TREE = shape({'size': FIGURE, 'root': HASH})


def check_plain(value, where, levels):
    """Plain JSON with at most so many levels of lists and objects."""
    if isinstance(value, float):
        require(value - value == 0, where + ' is out of range')
    elif isinstance(value, str):
        check_text(value, where)
    elif isinstance(value, (list, dict)):
        require(levels > 0, where + ' is nested too deeply')
        for inner in value:
            check_plain(value[inner] if isinstance(value, dict) else inner, where, levels - 1)
            if isinstance(value, dict):
                check_text(inner, 'a name in ' + where)


def check_finding(value, where):
    """A finding as the format sees it."""
    require(isinstance(value, dict), where + ' is not an object')
    check_plain(value, where, FINDING_LEVELS)


def check_detail(value, where):
    """A member of the detail of a trail entry."""
    require(not isinstance(value, (list, dict)), where + ' is not plain')
    check_plain(value, where, 0)


RECORD = shape({
    'format': one_of('gonglun-record/1'),
    'event': shape({'id': ADDRESS, 'title': check_text, 'place': check_text}),
    'paperHash': HASH,
    'definition': DEFINITION,
    'keys': listing(1, 20, shape({'group': check_text, 'spki': binary(None)})),
    'accounts': shape(ACCOUNTS),
    'groupAccounts': listing(1, 20, shape({'group': check_text, **ACCOUNTS})),
    'count': shape(COUNT),
    'groupCounts': listing(0, 20, GROUP_COUNT),
    'annex': nullable(HASH),
    'writeIns': listing(0, None, shape({'name': check_text, 'votes': FIGURE})),
    'findings': listing(0, None, check_finding),
    'openings': TREE, 'credentials': TREE,
    'openedAt': MOMENT, 'closedAt': MOMENT, 'sealedAt': MOMENT,
    'openedBy': check_text, 'closedBy': check_text, 'sealedBy': check_text,
    'transport': one_of('http', 'https'),
    'software': shape({'version': check_text, 'commit': nullable(check_text)}),
    'corrects': nullable(HASH),
    'correction': nullable(shape({'reason': check_text, 'by': check_text, 'at': MOMENT})),
})
SEALED_POLL = shape({
    'record': RECORD,
    'signature': JWS,
    'corrected?': listing(1, 1000, shape({'record': RECORD, 'signature': JWS})),
    'openings': listing(0, 20000000, shape({'question': check_text, 'choice': check_text,
                                            'group': nullable(check_text), 'nonce': binary(16)})),
    'credentials': listing(0, 100000, shape({'group': check_text, 'publicKey': binary(32), 'prefix': binary(32),
                                             'signature': binary(256)})),
})
BUNDLE = shape({
    'format': one_of('gonglun-bundle/1'),
    'event': shape({'id': ADDRESS, 'title': check_text}),
    'eventKey': binary(32),
    'polls': listing(1, 1000, SEALED_POLL),
    'trail': listing(0, 1000000, shape({'at': MOMENT, 'actor': check_text, 'act': check_text,
                                        'poll': nullable(ADDRESS),
                                        'detail': mapping(0, None, check_text, check_detail)})),
    'trailSignature': JWS,
})
ANNEX = shape({
    'format': one_of('gonglun-annex/1'), 'poll': ADDRESS, 'paperHash': HASH,
    'groupCounts': listing(1, 20, GROUP_COUNT), 'salt': binary(32),
})


# ---------------------------------------------------------------------------------------------------------------
# Section 6: counting
# ---------------------------------------------------------------------------------------------------------------

WRITE_IN = 'WRITE-IN'


class Layout:
    """Where the counts of a paper stand (section 6.2)."""

    def __init__(self, paper):
        self.paper = paper
        self.lines = lines_of(paper)
        self.write_ins = paper.get('writeIns', 0)
        self.by_id = {line.id: line for line in self.lines}
        self.starts = {}
        start = 0
        for line in self.lines:
            self.starts[line.id] = start
            start += len(line.choices) + 1
        self.slot = start
        self.size = start + (1 if self.write_ins else 0)
        self.places = {(line.id, choice): self.starts[line.id] + index
                       for line in self.lines for index, choice in enumerate(line.choices + ('',))}

    def place(self, question, choice):
        """The place of a choice of a line, or None; free words are counted as `written`."""
        line = self.by_id.get(question)
        if line is not None and line.is_text and choice:
            choice = 'written' if re.fullmatch('sha256:[0-9a-f]{64}', choice) else None
        return self.places.get((question, choice))

    def of_line(self, line, counts):
        """The counts of a line: those of its choices, then its blanks."""
        start = self.starts[line.id]
        return counts[start:start + len(line.choices) + 1]

    def without_words(self, counts):
        """The counts with text lines and the slot of written names at 0."""
        kept = [0] * self.size
        for line in self.lines:
            if not line.is_text:
                start = self.starts[line.id]
                kept[start:start + len(line.choices) + 1] = self.of_line(line, counts)
        return kept


class Counted:
    """What the openings of a poll say."""

    def __init__(self, layout, openings):
        self.counts = [0] * layout.size
        self.by_group = {}
        self.questions = Counter()
        self.group_questions = Counter()
        names = Counter()
        for opening in openings:
            question, choice, group = opening['question'], opening['choice'], opening['group']
            self.questions[question] += 1
            if group is not None:
                self.group_questions[question, group] += 1
                self.by_group.setdefault(group, [0] * layout.size)
            if question == WRITE_IN:
                require(layout.write_ins, 'there are written names, and the paper has no room for any')
                names[choice] += 1
                continue
            place = layout.place(question, choice)
            require(place is not None, 'an opening fits no line of the paper: ' + question[:80])
            self.counts[place] += 1
            if group is not None:
                self.by_group[group][place] += 1
        del names['']
        if layout.write_ins:
            self.counts[layout.slot] = sum(names.values())
        self.written = [{'name': name, 'votes': names[name]} for name in sorted(names, key=units)]
        self.ballots = self.questions[layout.lines[0].id]
        require(all(self.questions[line.id] == self.ballots for line in layout.lines),
                'lines have different numbers of openings')
        require(self.questions[WRITE_IN] == layout.write_ins * self.ballots, 'write-in slots are missing or too many')


def check_between(low, number, high, what):
    """A number lies between two others."""
    require(low <= number <= high, '%s: %d, possible are %d to %d' % (what, number, low, high))


def check_possible(layout, count, written):
    """What the paper makes possible (section 6.3)."""
    ballots, counts = count['ballots'], count['counts']
    for line in layout.lines:
        require(line.blank != 'refuse' or layout.of_line(line, counts)[-1] == 0, line.id + ' has blanks')
    for section, part in parts_of(layout.paper):
        lines = [line for line in layout.lines if line.section == section]
        where = section or 'the paper'
        if part['kind'] == 'pick':
            check_picks(layout, counts, ballots, part, lines, written, where)
        for quota in part.get('quotas', []):
            if quota['mode'] == 'refuse':
                check_quota(layout, counts, ballots, quota, lines, where)


def check_picks(layout, counts, ballots, part, lines, written, where):
    """The marks of a pick part are possible; written names belong to a paper that is no form."""
    picked = {line.id: layout.of_line(line, counts)[0] for line in lines}
    marks = sum(picked.values()) + sum(entry['votes'] for entry in written)
    check_between(part['min'] * ballots, marks, part['max'] * ballots, 'marks of ' + where)
    for entry in part.get('tagMins', []):
        tagged_marks = sum(picked[line.id] for line in lines if line.entry.get('tag') == entry['tag'])
        require(tagged_marks >= entry['min'] * ballots, '%s has too few marks for %s' % (where, entry['tag']))
    names = {item['name'] for item in part['candidates']}
    for entry in written:
        require(entry['votes'] <= ballots, 'a written name has more votes than there are ballots')
        require(entry['name'] not in names, 'a written name is that of a candidate')
        require(is_words(entry['name'], 40), 'a written name is not words of at most 40 units')


def check_quota(layout, counts, ballots, quota, lines, where):
    """The marks that a quota covers are possible in every dimension."""
    covered = Counter()
    for line in lines:
        for choice, votes in zip(line.choices, layout.of_line(line, counts)):
            marks = quota['marks']
            inside = choice in marks['grades'] if 'grades' in marks else marks['from'] <= int(choice) <= marks['to']
            covered[line.dimension] += votes if inside else 0
    for dimension, votes in covered.items():
        check_between(quota['min'] * ballots, votes, quota['max'] * ballots, 'a quota of %s/%s' % (where, dimension))


# ---------------------------------------------------------------------------------------------------------------
# Section 7: voter groups
# ---------------------------------------------------------------------------------------------------------------

FEWEST = 5
NOTHING, PARTS, VALUES = 'nothing', 'parts', 'values'


def group_weights(rules):
    """The `weights` of all scores of kind `groups`."""
    return [score['weights'] for rule in rules for score in rule.get('scores', []) if score['kind'] == 'groups']


def weighs_groups(rule):
    """Whether a rule weighs groups."""
    return bool(group_weights([rule]))


class Voters:
    """The voter groups of a poll, with how many ballots each cast."""

    def __init__(self, definition, layout, sizes, count):
        self.layout = layout
        self.sizes = sizes
        self.count = count
        self.groups = {group['id']: group for group in definition['groups']}
        self.voting = sorted((group for group in self.groups if sizes.get(group, 0) > 0),
                             key=lambda group: (sizes[group], units(group)))
        weights = group_weights(definition['rules'])
        self.weighed = {group for group in self.voting if any(group in entry for entry in weights)}
        self.widest = 1 + len({canonical(entry) for entry in weights})
        self.large = self.naming(lambda groups: False)

    def size(self, groups):
        """The ballots of some groups."""
        return sum(self.sizes[group] for group in groups)

    def agree(self, ballots, counts):
        """Whether voters with these counts agree, against all (`ballots` are theirs)."""
        if ballots == 0:
            return False
        for line in self.layout.lines:
            if not line.is_text:
                theirs, all_of_it = self.layout.of_line(line, counts), self.layout.of_line(line, self.count['counts'])
                if any(own == ballots and votes < self.count['ballots'] for own, votes in zip(theirs, all_of_it)):
                    return True
        return False

    def naming(self, agree):
        """The groups that are named, by a measure of the agreement of some groups together."""
        pool, rest = [], []
        for group in self.voting:
            alone = (self.sizes[group] < FEWEST or self.groups[group].get('relation') == 'self' or agree([group]))
            (pool if alone else rest).append(group)
        while pool and rest and (len(pool) == 1 or self.size(pool) < FEWEST or agree(pool)):
            pool.append(rest.pop(0))
        return set(rest)

    def naming_by(self, group_counts):
        """The groups that are named, by the counts of each group."""
        def agree(groups):
            together = [sum(votes) for votes in zip(*(group_counts[group] for group in groups))]
            return self.agree(self.size(groups), together)
        return self.naming(agree)

    def withheld(self, named):
        """What is withheld when these groups may be named."""
        if self.weighed <= named:
            return NOTHING
        return PARTS if self.weighed <= self.large or len(self.voting) > self.widest else VALUES

    def check_openings(self, counted):
        """The six conditions on the groups that openings name (without the annex)."""
        named = set(counted.by_group)
        allowed = self.large if self.weighed <= self.large else set()
        require(named <= allowed, 'openings name a group that may not be named')
        everybody = self.size(self.voting)
        for question, openings in counted.questions.items():
            wordy = question == WRITE_IN or self.layout.by_id[question].is_text
            for group in named:
                share = 0 if wordy else openings * self.sizes[group]
                require(counted.group_questions[question, group] * everybody == share,
                        '%s has not as many openings of %s as it should' % (question, group))
        require(not named or self.withheld(named) == NOTHING, 'groups are named, and something is withheld')
        for group in named:
            require(not self.agree(self.sizes[group], counted.by_group[group]),
                    group + ' is named, and its voters agree')
        others = [group for group in self.voting if group not in named]
        rest = list(counted.counts)
        for group in named:
            rest = [all_of_it - theirs for all_of_it, theirs in zip(rest, counted.by_group[group])]
        if named and others:
            require(len(others) > 1, others[0] + ' alone is not named')
            require(not self.agree(self.size(others), rest), 'those not named agree')
        if others and named != allowed:
            require(self.may_agree(others, rest), 'groups are not named without a reason')

    def may_agree(self, others, rest):
        """Whether there may have been a reason not to name groups that are large enough."""
        fewest = self.sizes[others[0]]
        lines = [line for line in self.layout.lines if not line.is_text]
        return not lines or any(
            votes < self.count['ballots'] and theirs >= fewest
            for line in lines
            for votes, theirs in zip(self.layout.of_line(line, self.count['counts']),
                                     self.layout.of_line(line, rest)))


# ---------------------------------------------------------------------------------------------------------------
# Sections 8.2 to 8.4: tallies, numbers and tests, scores
# ---------------------------------------------------------------------------------------------------------------

class Tally:
    """Bases and options of a line, an item, the poll, a group or a dimension."""

    def __init__(self, options, bases, invalid, groups=None, dimensions=None):
        self.options = options
        self.bases = {name: value for name, value in bases.items() if value is not None}
        self.invalid = invalid
        self.groups = groups or {}
        self.dimensions = dimensions or {}

    def base(self, name):
        """A base that must be there."""
        return self.ask(self.bases, name, 'base')

    def votes(self, options):
        """The votes of options that must be there."""
        return sum(self.ask(self.options, option, 'option') for option in options)

    def group(self, name):
        """The tally of a group that must be there."""
        return self.ask(self.groups, name, 'group')

    def dimension(self, name):
        """The tally of a dimension that must be there."""
        return self.ask(self.dimensions, name, 'dimension')

    @staticmethod
    def ask(members, name, what):
        """A member that must be there."""
        if name not in members:
            raise Unreckonable('a %s is asked for that there is not: %s' % (what, name))
        return members[name]

    @classmethod
    def together(cls, tallies):
        """The tally of an item with these lines (section 8.2)."""
        options, bases = Counter(), Counter()
        for tally in tallies:
            options.update(tally.options)
            bases.update(tally.bases)
        first = tallies[0].bases
        merged = {**bases, 'headcount': first.get('headcount'), 'seats': first.get('seats')}
        groups = {group: cls.together([tally.group(group) for tally in tallies]) for group in tallies[0].groups}
        return cls(dict(options), merged, sum(tally.invalid for tally in tallies), groups)


def year_of(moment):
    """The year of a year or day."""
    return int(moment[:4])


def history_number(history, entries, now):
    """The number of a `history` numerator (section 8.3)."""
    year = year_of(now)
    past = [entry for entry in entries
            if year_of(entry['at']) < year
            or (year_of(entry['at']) == year and (len(now) == 4 or len(entry['at']) == 4 or entry['at'] <= now))]
    marked = [entry for entry in past if entry['mark'] == history['mark']]
    if history['kind'] == 'count':
        return sum(1 for entry in marked if history['within'] == 'ever' or year_of(entry['at']) == year)
    years = {year_of(entry['at']) for entry in past}
    marked_years = {year_of(entry['at']) for entry in marked}
    expected = year if year in years else year - 1
    run = 0
    for past_year in sorted(years, reverse=True):
        if past_year not in marked_years or (history['missing'] == 'breaks' and past_year != expected):
            break
        expected = past_year - 1
        run += 1
    return run


COMPARE = {
    'gt': lambda left, right: left > right,
    'ge': lambda left, right: left >= right,
    'lt': lambda left, right: left < right,
    'le': lambda left, right: left <= right,
}
RISING = ('gt', 'ge')


def edge(comparator, fraction, unit):
    """The line E(unit) of a test: the last or first whole number on the side where it holds (section 8.3)."""
    part, denominator = fraction
    down, up = part * unit // denominator, -(-part * unit // denominator)
    return {'gt': down + 1, 'ge': up, 'lt': up - 1, 'le': down}[comparator]


def round_up(fraction):
    """The least whole number that is not below a fraction."""
    return -(-fraction.numerator // fraction.denominator)


def written_pair(value):
    """A value as a written pair, and whether it was rounded (section 8.4)."""
    if max(abs(value.numerator), value.denominator) <= SAFE:
        return [value.numerator, value.denominator], False
    for digits in range(9, -1, -1):
        numerator = (2 * value.numerator * 10 ** digits + value.denominator) // (2 * value.denominator)
        if abs(numerator) <= SAFE:
            return [numerator, 10 ** digits], True
    raise Unreckonable('a value is too large to be written')


def pair_or_null(value):
    """A value as a pair, or null for none."""
    return None if value is None else written_pair(value)[0]


class Value(NamedTuple):
    """The value of a score (None for none), whether it is broken, and what further stands in its finding."""

    value: Optional[Fraction]
    broken: bool = False
    further: dict = {}

    def finding(self, score_id):
        """The score finding."""
        if self.value is None:
            return {'id': score_id, 'value': None, **self.further}
        pair, rounded = written_pair(self.value)
        return {'id': score_id, 'value': pair, **({'rounded': True} if rounded else {}), **self.further}


def divided(numerator, denominator):
    """A quotient; divided by 0 is none."""
    return Fraction(numerator) / denominator if denominator else None


def array_index(name):
    """Whether ECMAScript takes a member's name for an index, which it lists first."""
    return bool(re.fullmatch('0|[1-9][0-9]{0,9}', name)) and int(name) < 2 ** 32 - 1


def ecmascript_order(members):
    """The names of an object's members in the order in which ECMAScript lists them."""
    indices = sorted((name for name in members if array_index(name)), key=int)
    return indices + [name for name in members if not array_index(name)]


class Sheet:
    """A rule on one tally, with what is given there: its numbers, tests and scores."""

    def __init__(self, rule, tally, figures, history, now):
        self.rule = rule
        self.tally = tally
        self.figures = figures
        self.history = history
        self.now = now
        self.tests = {test['id']: test for test in rule['tests']}
        self.scores = {score['id']: score for score in rule.get('scores', [])}
        self.values = {}

    def on(self, tally):
        """The same rule and what is given, on the tally of a group or a dimension."""
        return Sheet(self.rule, tally, self.figures, self.history, self.now)

    # Section 8.3

    def number(self, numerator):
        """The number of a numerator, or None."""
        if 'options' in numerator:
            plus = numerator.get('plus', [])
            number = self.tally.votes(numerator['options'])
            if 'invalid' in plus:
                number += self.tally.invalid
            if 'absent' in plus:
                number += max(0, self.tally.base('due') - self.tally.base('returned'))
            return number
        if 'account' in numerator:
            return self.tally.base(numerator['account'])
        if 'figure' in numerator:
            given = self.figures.get(numerator['figure'])
            if isinstance(given, list):
                raise Unreckonable('a list is compared: ' + numerator['figure'])
            return given
        if 'score' in numerator:
            return self.score(numerator['score']).value
        return history_number(numerator['history'], self.history, self.now)

    def measured(self, test):
        """The number of a test and what it is measured on (1 for `one`)."""
        return self.number(test['numerator']), 1 if test['base'] == 'one' else self.tally.base(test['base'])

    def test_finding(self, test):
        """The finding of a test."""
        number, unit = self.measured(test)
        comparator, (part, denominator) = test['comparator'], test['fraction']
        rising = comparator in RISING
        if test['base'] != 'one' and number is not None:
            line = edge(comparator, test['fraction'], unit)
            left, right = number * denominator, part * unit
            holds = unit > 0 and COMPARE[comparator](left, right)
            pair = [number, unit]
            needed = max(0, line - number if rising else line + 1 - number)
            sensitivity = self.sensitivity(test, number) if 'options' in test['numerator'] else []
        else:
            line = edge(comparator, test['fraction'], 1)
            goal = line if rising else line + 1
            sensitivity = []
            if number is None:
                pair, left, right, holds, needed = [0, 0], 0, 0, False, max(0, goal)
            else:
                exact = Fraction(number)
                pair, _ = written_pair(exact)
                left, right = exact.numerator * denominator, part * exact.denominator
                holds = COMPARE[comparator](left, right)
                needed = 0 if holds == rising else max(0, round_up(goal - exact))
        return {'id': test['id'], 'base': test['base'], 'comparator': comparator, 'fraction': test['fraction'],
                'count': pair[0], 'baseValue': pair[1], 'left': str(left), 'right': str(right), 'holds': holds,
                'line': line, 'needed': needed, 'decided': True, 'sensitivity': sensitivity}

    def sensitivity(self, test, number):
        """The same comparison on other bases that are known."""
        part, denominator = test['fraction']
        return [{'base': base, 'baseValue': unit,
                 'holds': COMPARE[test['comparator']](number * denominator, part * unit)}
                for base, unit in ((base, self.tally.bases.get(base, 0)) for base in self.rule['sensitivity'])
                if base != test['base'] and unit]

    def truth(self, value, test_truth):
        """A condition by Kleene's three values; `test_truth` answers for the id of a test."""
        if 'test' in value:
            return test_truth(value['test'])
        if 'not' in value:
            inner = self.truth(value['not'], test_truth)
            return None if inner is None else not inner
        stops = 'any' in value
        inner = [self.truth(one, test_truth) for one in value['any' if stops else 'all']]
        if stops in inner:
            return stops
        return None if None in inner else not stops

    def band_truth(self, test_id):
        """A test in a band: unknown when there is no number or the base is 0."""
        test = self.tests[test_id]
        number, unit = self.measured(test)
        if number is None or unit == 0:
            return None
        return COMPARE[test['comparator']](number * test['fraction'][1], test['fraction'][0] * unit)

    # Section 8.4

    def score(self, score_id):
        """The value of a score."""
        if score_id not in self.values:
            score = self.scores[score_id]
            self.values[score_id] = getattr(self, 'score_' + score['kind'])(score)
        return self.values[score_id]

    def score_findings(self):
        """The findings of all scores of the rule."""
        return [self.score(score_id).finding(score_id) for score_id in self.scores]

    def broken(self):
        """Whether a score is broken."""
        return any(self.score(score_id).broken for score_id in self.scores)

    def score_index(self, score):
        """Votes by points."""
        votes = {option: self.tally.options.get(option, 0) for option in score['points']}
        return Value(divided(sum(votes[option] * points for option, points in score['points'].items()),
                             sum(votes.values())))

    def score_share(self, score):
        """The share of options in a base, of 100."""
        return Value(divided(100 * self.tally.votes(score['options']), self.tally.base(score['base'])))

    def score_mean(self, score):
        """The average of the marks, trimmed or not."""
        marks = sorted((int(option), votes) for option, votes in self.tally.options.items() if votes)
        votes = sum(count for _, count in marks)
        total = sum(mark * count for mark, count in marks)
        further = {}
        if 'trim' in score:
            further['dropped'] = 2 if votes >= score['trim']['minRaters'] else 0
            if further['dropped']:
                total -= marks[0][0] + marks[-1][0]
                votes -= 2
        return Value(divided(Fraction(total, score['per']), votes), False, further)

    def synthesis(self, score, tally_of):
        """What `groups` and `dimensions` have in common."""
        parts, top, bottom, missing, broken = [], Fraction(0), 0, False, False
        for name in ecmascript_order(score['weights']):
            weight = score['weights'][name]
            value = self.on(tally_of(name)).score(score['of'])
            parts.append({'id': name, 'weight': weight, 'value': pair_or_null(value.value)})
            if weight:
                broken = broken or value.broken
                missing = missing or value.value is None
                if value.value is not None:
                    top += weight * value.value
                    bottom += weight
        broken = broken or (score['empty'] == 'error' and missing and bottom > 0)
        return Value(None if broken else divided(top, bottom), broken, {'parts': parts})

    def score_groups(self, score):
        """A score of each voter group, weighed."""
        value = self.synthesis(score, self.tally.group)
        return value._replace(further={**value.further, 'pooled': pair_or_null(self.score(score['of']).value)})

    def score_dimensions(self, score):
        """A score of each dimension, weighed."""
        return self.synthesis(score, self.tally.dimension)

    def score_weighted(self, score):
        """Scores of the rule, weighed."""
        values = [(part, self.score(part['score'])) for part in score['parts']]
        parts = [{'id': part['score'], 'weight': part['weight'], 'value': pair_or_null(value.value)}
                 for part, value in values]
        broken = any(value.broken for _, value in values)
        if broken or any(value.value is None for _, value in values):
            return Value(None, broken, {'parts': parts})
        return Value(divided(sum(part['weight'] * value.value for part, value in values),
                             sum(part['weight'] for part, _ in values)), False, {'parts': parts})

    def score_sum(self, score):
        """Scores of the rule, added up."""
        values = [self.score(part) for part in score['parts']]
        broken = any(value.broken for value in values)
        if broken or any(value.value is None for value in values):
            return Value(None, broken)
        return Value(sum((value.value for value in values), Fraction(0)))

    def score_figure(self, score):
        """A given number."""
        given = self.figures.get(score['figure'])
        return Value(None if given is None or isinstance(given, list) else Fraction(given))

    def score_brackets(self, score):
        """The points of the first band that holds."""
        for band in score['bands']:
            truth = self.truth(band['when'], self.band_truth)
            if truth is None:
                return Value(None)
            if truth:
                return Value(Fraction(band['points']))
        return Value(Fraction(score['otherwise']))

    def given_list(self, name):
        """A given figure as a list: a number is a list of one, nothing an empty one."""
        given = self.figures.get(name, [])
        return given if isinstance(given, list) else [given]

    def score_ranks(self, score):
        """The average over given ranks."""
        ranks = self.given_list(score['figure'])
        total = sum(score['top'] * max(0, 100 - (rank - 1) * score['stepPercent']) for rank in ranks)
        return Value(divided(total, 100 * len(ranks)))

    def score_bonus(self, score):
        """Points for awards of years not long ago."""
        year = year_of(self.now)
        awards = [award for award in self.given_list(score['award']) if 0 <= year - award <= score['validYears']]
        return Value(Fraction(score['points'] * len(awards)))


# ---------------------------------------------------------------------------------------------------------------
# Sections 8.1, 8.2 and 8.5: findings
# ---------------------------------------------------------------------------------------------------------------

ERROR_LABEL = {'id': 'error_empty_group', 'zh': '有权重的一组没有有效票，不能合成得分',
               'en': 'A weighted group has no votes, so no score can be put together', 'weight': 'clear'}
NOT_ASSESSED_LABEL = {'id': 'not_assessed', 'zh': '尚无有效票，不作判断', 'en': 'No votes to judge by',
                      'weight': 'clear'}
GATE_STATES = ('confirmed', 'rejected')


class Row:
    """A row of a cut: an item or a written name, with the rule's sheet on it."""

    def __init__(self, row_id, tag, sheet):
        cut = sheet.rule['cut']
        self.id = row_id
        self.tag = tag
        self.sheet = sheet
        self.rank = None
        self.state = 'left'
        if 'votes' in cut['by']:
            self.value = Fraction(sheet.tally.votes(cut['by']['votes']))
        else:
            self.value = sheet.score(cut['by']['score']).value
        has_win = 'win' in cut and self.value is not None
        self.win = sheet.test_finding(sheet.tests[cut['win']]) if has_win else None

    def eligible(self):
        """Whether the row may be given a place at all."""
        cut = self.sheet.rule['cut']
        if self.value is None or (self.win is not None and not self.win['holds']):
            return False
        return self.value > 0 or not ('votes' in cut['by'] and cut['direction'] == 'top')

    def finding(self):
        """The row as it stands in the ranking."""
        row = {'id': self.id, 'rank': self.rank, 'value': pair_or_null(self.value), 'state': self.state,
               'win': self.win}
        if self.sheet.scores:
            row['scores'] = self.sheet.score_findings()
        return row


def give_places(rows, cut, places):
    """Give places to rows in their order, level by level; returns the places left."""
    levels = {}
    for row in rows:
        if row.eligible():
            levels.setdefault(row.value, []).append(row)
    for level in levels.values():
        parts = [level]
        if cut['ties'] == 'secondary' and len(level) > places:
            parts = part_level(level, cut['secondary'])
        for part in parts:
            if places <= 0:
                break
            if len(part) <= places or cut['ties'] == 'include_all':
                state, places = 'taken', max(0, places - len(part))
            else:
                state, places = 'tied', 0
            for row in part:
                row.state = state
    return places


def part_level(level, secondary):
    """The rows of a level parted by another score, highest first, those without one last."""
    parts = {}
    for row in level:
        parts.setdefault(row.sheet.score(secondary).value, []).append(row)
    last = [parts.pop(None)] if None in parts else []
    return [parts[value] for value in sorted(parts, reverse=True)] + last


def rank_rows(rows, downwards):
    """The rows of a category in their order, with their ranks."""
    valued = sorted((row for row in rows if row.value is not None), key=lambda row: row.value, reverse=downwards)
    for index, row in enumerate(valued):
        before = valued[index - 1] if index else None
        row.rank = before.rank if before is not None and before.value == row.value else index + 1
    return valued + [row for row in rows if row.value is None]


def recorded_finding(recorded, question, rule):
    """The recorded finding of a question and a rule, of several the last; {} for none."""
    found = [finding for finding in recorded
             if finding.get('question') == question and finding.get('rule') == rule]
    return found[-1] if found else {}


def gate_states(rule, label, recorded):
    """The gates of a finding: what an organ said is taken from the record."""
    if label['weight'] != 'flag':
        return []
    states = {}
    gates = recorded.get('gates')
    for gate in gates if isinstance(gates, list) else []:
        if isinstance(gate, dict) and isinstance(gate.get('id'), str):
            states[gate['id']] = gate.get('state')
    return [{'id': gate['id'], 'state': states.get(gate['id']) if states.get(gate['id']) in GATE_STATES else 'pending'}
            for gate in rule['gates']]


def is_overridden(rule, label, recorded):
    """Whether the finding was overridden, which is taken from the record too."""
    return label['weight'] == 'flag' and rule['strength'] == 'principle' and recorded.get('overridden') is True


def verdict(rule, label, recorded):
    """The fields of a finding that follow from its label and the record: gates, consequence, overridden."""
    gates = gate_states(rule, label, recorded)
    overridden = is_overridden(rule, label, recorded)
    consequence = (label['weight'] == 'flag' and rule['consequence'] is not None and not overridden
                   and all(gate['state'] == 'confirmed' for gate in gates))
    return {'gates': gates, 'consequence': consequence, **({'overridden': True} if overridden else {})}


class Reckoning:
    """The findings of a poll from its count, its accounts and the counts of its groups."""

    def __init__(self, record, layout, group_counts):
        self.record = record
        self.definition = record['definition']
        self.layout = layout
        self.group_counts = group_counts
        self.poll_headcount = given_figures(self.definition).get('headcount')

    # Section 8.2

    def line_tally(self, line, count, accounts, groups=None):
        """The tally of a line from one count; accounts are those of all voters, or None for a group."""
        votes = self.layout.of_line(line, count['counts'])
        options = dict(zip(line.choices, votes))
        if isinstance(line.blank, dict):
            options[line.blank['as']] += votes[-1]
        headcount = self.poll_headcount
        if headcount is None and 'dimensions' in line.part:
            headcount = len(line.part['subjects'])
        bases = {'valid': count['ballots'], 'returned': count['ballots'], 'headcount': headcount,
                 'seats': line.part.get('seats')}
        if line.counted is not None:
            bases['validItem'] = sum(options[choice] for choice in line.counted)
        if accounts is not None:
            bases.update({name: accounts[name] for name in ('due', 'present', 'issued')})
            bases['returned'] += accounts['invalid']
        return Tally(options, bases, accounts['invalid'] if accounts is not None else 0, groups)

    def tally(self, line):
        """The tally of a line, with those of its groups."""
        groups = {entry['group']: self.line_tally(line, entry, None) for entry in self.group_counts}
        return self.line_tally(line, self.record['count'], self.record['accounts'], groups)

    def item_tally(self, item):
        """The tally of an item, with those of its dimensions."""
        tallies = [self.tally(line) for line in item.lines]
        merged = tallies[0] if len(tallies) == 1 else Tally.together(tallies)
        dimensions = {line.dimension: tally for line, tally in zip(item.lines, tallies) if line.dimension is not None}
        return Tally(merged.options, merged.bases, merged.invalid, merged.groups, dimensions)

    def poll_tally(self, reach, item_tallies):
        """The tally of the poll."""
        options = Counter()
        for tally in item_tallies:
            options.update(tally.options)
        accounts, ballots = self.record['accounts'], self.record['count']['ballots']
        bases = {name: accounts[name] for name in ('due', 'present', 'issued')}
        bases.update({'valid': ballots, 'returned': ballots + accounts['invalid'], 'seats': reach.seats,
                      'headcount': len(item_tallies) if self.poll_headcount is None else self.poll_headcount})
        if all('validItem' in tally.bases for tally in item_tallies):
            bases['validItem'] = sum(tally.bases['validItem'] for tally in item_tallies)
        return Tally(dict(options), bases, accounts['invalid'])

    # Section 8.1

    def findings(self, recorded):
        """All findings in order; gates and overriding are taken from those recorded."""
        rules = sorted(self.definition['rules'], key=lambda rule: -rule['precedence'])
        reaches = [Reach(rule, self.definition['paper'], self.layout.lines) for rule in rules]
        about_lines = [(reach.rule, {line.id for line in reach.lines})
                       for reach in reaches if reach.rule['scope'] == 'question']
        about_items = [(reach.rule, {item.id: item for item in reach.items})
                       for reach in reaches if reach.rule['scope'] == 'item']
        found = []
        for line in self.layout.lines:
            for rule, ids in about_lines:
                if line.id in ids:
                    found.append(self.simple(rule, line.id, line.item, self.tally(line), recorded))
        for item in dict.fromkeys(line.item for line in self.layout.lines):
            for rule, subjects in about_items:
                if item in subjects:
                    found.append(self.simple(rule, item, item, self.item_tally(subjects[item]), recorded))
        for reach in reaches:
            if reach.rule['scope'] == 'poll':
                found.append(self.of_poll(reach, recorded))
        return found

    def sheet(self, rule, tally, item):
        """A rule on a tally, with what is given for an item ('' for the poll)."""
        return Sheet(rule, tally, given_figures(self.definition, item), given_history(self.definition, item),
                     self.definition.get('at'))

    # Section 8.5

    def of_poll(self, reach, recorded):
        """The finding of a rule of scope `poll`."""
        rule = reach.rule
        question = rule.get('only', {}).get('section', '')
        tallies = [self.item_tally(item) for item in reach.items]
        poll = self.poll_tally(reach, tallies)
        if 'cut' not in rule:
            return self.simple(rule, question, '', poll, recorded)
        rows = [Row(item.id, item.tag, self.sheet(rule, tally, item.id))
                for item, tally in zip(reach.items, tallies)]
        for entry in self.record['writeIns'] if reach.written else []:
            tally = Tally({'picked': entry['votes']}, poll.bases, poll.invalid)
            sheet = Sheet(rule, tally, given_figures(self.definition), [], self.definition.get('at'))
            rows.append(Row('+' + entry['name'], '', sheet))
        return self.cut(rule, question, poll, rows, recorded)

    @staticmethod
    def spoken(sheet, tests):
        """The label of the first branch whose condition holds, or None."""
        holds = {test['id']: test['holds'] for test in tests}
        for branch in sheet.rule['branches']:
            if sheet.truth(branch['when'], holds.__getitem__):
                return branch['label']
        return None

    def simple(self, rule, question, item, tally, recorded):
        """The finding of a rule without a cut."""
        sheet = self.sheet(rule, tally, item)
        tests = [sheet.test_finding(test) for test in rule['tests']]
        spoken = self.spoken(sheet, tests)
        if sheet.broken():
            status = 'error'
        elif any(test['baseValue'] == 0 for test in tests):
            status = 'not_assessed'
        elif tests or any(sheet.score(score_id).value is not None for score_id in sheet.scores):
            status = 'found'
        else:
            status = 'not_assessed'
        further = {'scores': sheet.score_findings()} if sheet.scores else {}
        return self.finding(rule, question, status, spoken or rule['otherwise'], tests, further, recorded)

    def cut(self, rule, question, poll, rows, recorded):
        """The finding of a rule with a cut."""
        cut = rule['cut']
        sheet = self.sheet(rule, poll, '')
        asked, of_rows = branch_tests(rule), rows_tests(rule)
        tests = [sheet.test_finding(test) for test in rule['tests'] if test['id'] in asked or test['id'] not in of_rows]
        spoken = self.spoken(sheet, tests)
        grounded = all(test['baseValue'] > 0 for test in tests)
        if grounded and spoken:
            status = 'found'
        elif any(row.sheet.broken() for row in rows):
            status = 'error'
        elif not grounded:
            status = 'not_assessed'
        elif any(row.value is not None for row in rows) and not ('votes' in cut['by'] and poll.base('valid') == 0):
            status = 'found'
        else:
            status = 'not_assessed'
        categories = {}
        for row in rows:
            categories.setdefault(row.tag if cut['per'] == 'tag' else '', []).append(row)
        ranking, vacancies = [], 0
        for tag, members in categories.items():
            ordered = rank_rows(members, cut['direction'] == 'top')
            places = poll.base('seats') if cut['places'] == 'seats' else cut['places']
            if isinstance(places, dict):
                places = places.get(tag, 0)
            if status == 'found' and not spoken:
                places = give_places(ordered, cut, places)
            vacancies += places
            ranking += ordered
        label = spoken or (cut['taken'] if any(row.state == 'taken' for row in rows) else rule['otherwise'])
        further = {'ranking': [row.finding() for row in ranking], 'vacancies': vacancies}
        return self.finding(rule, question, status, label, tests, further, recorded)

    @staticmethod
    def finding(rule, question, status, label, tests, further, recorded):
        """A finding, put together."""
        label = {'error': ERROR_LABEL, 'not_assessed': NOT_ASSESSED_LABEL}.get(status, label)
        return {'question': question, 'rule': rule['id'], 'status': status, 'label': label, 'decided': True,
                'tests': tests, **further, **verdict(rule, label, recorded_finding(recorded, question, rule['id']))}


# ---------------------------------------------------------------------------------------------------------------
# Section 8.6: what is withheld
# ---------------------------------------------------------------------------------------------------------------

def check_objects(container, name):
    """A member is absent, or a list of objects."""
    entries = container.get(name, [])
    require(isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries),
            name + ' of a finding is no list of objects')


def check_cuttable(finding):
    """The lists and rows of a recorded finding are such that it can be cut down."""
    check_objects(finding, 'scores')
    check_objects(finding, 'ranking')
    for row in finding.get('ranking', []):
        require(isinstance(row.get('id'), str) and 'rank' in row and 'state' in row, 'a row of a finding is malformed')
        check_objects(row, 'scores')


def without_parts(scores, rule):
    """Scores of kind `groups` without their `parts`."""
    groups = {score['id'] for score in rule['scores'] if score['kind'] == 'groups'}
    return [{name: member for name, member in score.items() if name != 'parts'}
            if isinstance(score.get('id'), str) and score['id'] in groups else score
            for score in scores]


def cut_down(finding, rule, withheld):
    """A finding as it stands in the record when something is withheld."""
    if withheld == NOTHING or not weighs_groups(rule):
        return finding
    cut = dict(finding)
    if withheld == VALUES:
        cut.pop('scores', None)
        cut['tests'] = []
        if 'ranking' in cut:
            cut['ranking'] = [{'id': row['id'], 'rank': row['rank'], 'state': row['state'], 'value': None, 'win': None}
                              for row in cut['ranking']]
        return cut
    if 'scores' in cut:
        cut['scores'] = without_parts(cut['scores'], rule)
    if 'ranking' in cut:
        cut['ranking'] = [{**row, 'scores': without_parts(row['scores'], rule)} if 'scores' in row else row
                          for row in cut['ranking']]
    return cut


def labels_of(rule):
    """All labels that a finding of a rule may have."""
    taken = [rule['cut']['taken']] if 'cut' in rule else []
    return [branch['label'] for branch in rule['branches']] + taken + [
        rule['otherwise'], ERROR_LABEL, NOT_ASSESSED_LABEL]


def check_withheld_finding(finding, rule, withheld):
    """What can be seen of a finding whose groups are withheld, without the annex."""
    label = next((label for label in labels_of(rule) if same(label, finding.get('label'))), None)
    require(label is not None, 'the label is none of its rule')
    for name, member in verdict(rule, label, finding).items():
        require(name in finding and same(finding[name], member), name + ' does not follow from the label')
    check_cuttable(finding)
    require(same(cut_down(finding, rule, withheld), finding), 'something that is withheld stands in it')


def check_findings(record, layout, withheld):
    """The claim `findings` for one record."""
    recorded, rules = record['findings'], {rule['id']: rule for rule in record['definition']['rules']}
    group_counts = record['groupCounts']
    if withheld != NOTHING:
        group_counts = [{'group': group['id'], 'ballots': 0, 'counts': [0] * layout.size}
                        for group in record['definition']['groups']]
    expected = Reckoning(record, layout, group_counts).findings(recorded)
    require(len(expected) == len(recorded), 'there should be %d findings' % len(expected))
    for own, finding in zip(expected, recorded):
        rule, where = rules[own['rule']], 'the finding of %s on %r' % (own['rule'], own['question'])
        if withheld == NOTHING or not weighs_groups(rule):
            require(same(own, finding), where + ' is another one')
            continue
        require(finding.get('rule') == own['rule'] and finding.get('question') == own['question'],
                where + ' is not where it should be')
        try:
            check_withheld_finding(finding, rule, withheld)
        except Fails as error:
            raise Fails('%s: %s' % (where, error)) from error


# ---------------------------------------------------------------------------------------------------------------
# Section 9: the claims, in order
# ---------------------------------------------------------------------------------------------------------------

def moment_key(moment):
    """Moments are compared as text without the Z."""
    return moment[:-1]


class PollCheck:
    """A sealed poll; each method is a claim about it, in the order of `CLAIMS`."""

    CLAIMS = ('record_signature', 'record_event', 'paper_hash', 'issuer_keys', 'credentials_distinct',
              'credentials_valid', 'credentials_counted', 'credentials_root', 'openings_distinct', 'openings_root',
              'openings_complete', 'openings_groups', 'recount', 'write_ins', 'group_counts', 'answers_possible',
              'accounts', 'group_accounts', 'findings', 'corrections')

    def __init__(self, sealed, bundle, key):
        self.sealed = sealed
        self.bundle = bundle
        self.key = key
        self.record = sealed['record']
        self.definition = self.record['definition']
        self.poll = self.definition['poll']
        self.group_ids = [group['id'] for group in self.definition['groups']]
        self.layout = Layout(self.definition['paper'])
        self.sizes = Counter(credential['group'] for credential in sealed['credentials'])
        self.moduli = {}
        self.counted = None
        self.voters = None
        self.withheld = NOTHING

    @functools.cached_property
    def credential_leaves(self):
        """The leaf hashes of the credentials."""
        return [leaf_hash('gonglun/spent/1', {**credential, 'poll': self.poll})
                for credential in self.sealed['credentials']]

    @functools.cached_property
    def opening_leaves(self):
        """The leaf hashes of the openings."""
        return [leaf_hash('gonglun/opening/1', {**opening, 'poll': self.poll})
                for opening in self.sealed['openings']]

    def record_signature(self):
        """The record is signed."""
        check_jws(self.sealed['signature'], self.record, self.key)

    def record_event(self):
        """The record belongs to the event, and its moments are in order."""
        event = self.bundle['event']['id']
        require(self.record['event']['id'] == event and self.definition['event'] == event, 'it is of another event')
        moments = [moment_key(self.record[name]) for name in ('openedAt', 'closedAt', 'sealedAt')]
        require(moments == sorted(moments), 'opening, closing and sealing are out of order')

    def paper_hash(self):
        """The paper hash is that of the definition."""
        require(self.record['paperHash'] == hash_of(self.definition), 'it is the hash of another paper')

    def issuer_keys(self):
        """There is one issuing key for each group."""
        keys = self.record['keys']
        require(sorted(key['group'] for key in keys) == sorted(self.group_ids), 'not one key for each group')
        require(len({key['spki'] for key in keys}) == len(keys), 'two groups have one key')
        self.moduli = {key['group']: rsa_modulus(from_base64url(key['spki'])) for key in keys}

    def credentials_distinct(self):
        """No ballot's key was used twice."""
        keys = {credential['publicKey'] for credential in self.sealed['credentials']}
        require(len(keys) == len(self.sealed['credentials']), 'two credentials certify one key')

    def credentials_valid(self):
        """Each credential was issued by its group's key."""
        for credential in self.sealed['credentials']:
            require(credential['group'] in self.moduli, 'a credential is of no group')
            public, prefix, signature = (from_base64url(credential[name])
                                         for name in ('publicKey', 'prefix', 'signature'))
            message = prefix + tagged('gonglun/credential/1', self.poll.encode('utf-8'), public)
            require(pss_verify(self.moduli[credential['group']], message, signature),
                    'the credential of %s was not issued for its group' % credential['publicKey'])

    def credentials_counted(self):
        """As many credentials were spent as ballots came back."""
        accounts = self.record['accounts']
        numbers = {len(self.sealed['credentials']), self.record['count']['ballots'], accounts['valid'],
                   accounts['returned']}
        require(len(numbers) == 1, 'credentials and ballots are not one number')

    def credentials_root(self):
        """The credentials are those of the record."""
        check_rising(self.credential_leaves)
        check_tree(self.credential_leaves, self.record['credentials'])

    def openings_distinct(self):
        """No opening stands there twice."""
        check_rising(self.opening_leaves)

    def openings_root(self):
        """The openings are those of the record."""
        check_tree(self.opening_leaves, self.record['openings'])

    def openings_complete(self):
        """The openings can be counted."""
        self.counted = Counted(self.layout, self.sealed['openings'])
        require(self.counted.ballots == self.record['count']['ballots'],
                'the openings are of %d ballots' % self.counted.ballots)

    def openings_groups(self):
        """Openings name groups as section 7 allows."""
        count = {'ballots': self.counted.ballots, 'counts': self.counted.counts}
        self.voters = Voters(self.definition, self.layout, self.sizes, count)
        self.voters.check_openings(self.counted)
        self.withheld = self.voters.withheld(set(self.counted.by_group))

    def recount(self):
        """The count is the one counted."""
        require(same(self.record['count'], self.voters.count), 'the openings give another count')

    def write_ins(self):
        """The written names are those counted."""
        require(same(self.record['writeIns'], self.counted.written), 'the openings give other names')

    def group_counts(self):
        """The counts of groups are those of the openings, or withheld."""
        require((self.record['annex'] is None) == (self.withheld == NOTHING),
                'there is an annex exactly when something is withheld')
        expected = []
        if self.withheld == NOTHING and any(map(weighs_groups, self.definition['rules'])):
            nobody = [0] * self.layout.size
            expected = [{'group': group, 'ballots': self.sizes[group],
                         'counts': self.counted.by_group.get(group, nobody)}
                        for group in self.group_ids if group in self.counted.by_group or self.sizes[group] == 0]
        require(same(self.record['groupCounts'], expected), 'the openings give other counts of groups')

    def answers_possible(self):
        """The paper makes these answers possible."""
        check_possible(self.layout, self.record['count'], self.record['writeIns'])

    @staticmethod
    def check_accounts(accounts, whose):
        """The accounts of all, or of a group, are in order."""
        require(accounts['returned'] <= accounts['issued'] <= accounts['present'] <= accounts['due'],
                'the accounts of %s do not fall' % whose)
        require(accounts['valid'] + accounts['invalid'] == accounts['returned'],
                'valid and invalid ballots of %s are not those returned' % whose)

    def accounts(self):
        """The accounts are in order."""
        self.check_accounts(self.record['accounts'], 'the poll')

    def group_accounts(self):
        """The accounts of groups are in order, and together those of the poll."""
        groups = self.record['groupAccounts']
        require([entry['group'] for entry in groups] == self.group_ids, 'not one for each group in order')
        for entry, group in zip(groups, self.definition['groups']):
            self.check_accounts(entry, entry['group'])
            require(entry['due'] == group['due'], entry['group'] + ' has another due than the paper says')
            require(entry['returned'] == entry['valid'] == self.sizes[entry['group']],
                    entry['group'] + ' has another number of ballots than of credentials')
        for name in ACCOUNT_NAMES:
            require(sum(entry[name] for entry in groups) == self.record['accounts'][name],
                    name + ' does not add up')

    def findings(self):
        """The findings follow from the counts."""
        check_findings(self.record, self.layout, self.withheld)

    def all_records(self):
        """All records of the poll, oldest first."""
        return [older['record'] for older in self.sealed.get('corrected', [])] + [self.record]

    def corrections(self):
        """Corrected records follow each other, and only their findings and the event's words differ."""
        for older in self.sealed.get('corrected', []):
            check_jws(older['signature'], older['record'], self.key)
        records = self.all_records()
        require(records[0]['corrects'] is None and records[0]['correction'] is None,
                'the first record corrects another one')
        for before, after in zip(records, records[1:]):
            require(after['correction'] is not None and after['corrects'] == hash_of(before),
                    'a correction does not name the record before')
            earlier = before['correction']['at'] if before['correction'] else before['sealedAt']
            require(moment_key(earlier) <= moment_key(after['correction']['at']), 'a correction is before its time')
            require(same(self.lasting(before), self.lasting(after)), 'a correction changes what it may not')
        for record in records[:-1]:
            check_findings(record, self.layout, self.withheld)

    @staticmethod
    def lasting(record):
        """A record without what a correction may change."""
        lasting = {name: member for name, member in record.items()
                   if name not in ('findings', 'corrects', 'correction')}
        return {**lasting, 'event': {'id': record['event']['id']}}

    def source(self, checks):
        """The items are those that another poll gave."""
        source = self.definition.get('source')
        other = next((check for check in checks if source and check.poll == source['poll']), None)
        if other is None:
            return
        record = next((record for record in other.all_records() if hash_of(record) == source['record']), None)
        require(record is not None, 'the poll that it comes from has no such record')
        rows = [row for finding in record['findings'] if finding['rule'] == source['rule']
                for row in finding.get('ranking', []) if row.get('state') == source['take']]
        given = [other.given_item(row['id']) for row in rows]
        ids = {item['id'] for item in given} - {None}
        wanted = sorted(map(canonical, given))
        for _, part in parts_of(self.definition['paper']):
            items_here = [self.bare(item) for item in part[ITEM_LISTS[part['kind']]]]
            taken = [item if item['id'] in ids else {**item, 'id': None} for item in items_here]
            if sorted(map(canonical, taken)) == wanted:
                return
        raise Fails('the items are not those that %s gave' % source['poll'])

    @staticmethod
    def bare(item):
        """The fields of an item that every kind of item has."""
        return {name: item[name] for name in ('id', 'name', 'note', 'tag', 'statement') if name in item}

    def given_item(self, row_id):
        """The item of a row, or the written name."""
        for line in self.layout.lines:
            if line.item == row_id:
                return self.bare(line.entry)
        return {'id': None, 'name': row_id[1:] if row_id.startswith('+') else row_id}

    def trail_record(self, trail):
        """The trail tells of the poll's acts as the record does."""
        acts = ('poll_frozen', 'poll_opened', 'poll_closed', 'poll_sealed', 'record_corrected')
        told = [entry for entry in trail if entry['poll'] == self.poll and entry['act'] in acts]
        records = self.all_records()
        expected = [('poll_frozen', None, ('paperHash', self.record['paperHash'])),
                    ('poll_opened', self.record['openedBy'], None),
                    ('poll_closed', self.record['closedBy'], None),
                    ('poll_sealed', self.record['sealedBy'], None)]
        expected += [('record_corrected', record['correction']['by'], ('record', hash_of(record)))
                     for record in records[1:]]
        require([entry['act'] for entry in told] == [act for act, _, _ in expected],
                'its acts in the trail are others or in another order')
        for entry, (act, actor, detail) in zip(told, expected):
            require(actor is None or entry['actor'] == actor, act + ' is by somebody else')
            require(detail is None or entry['detail'].get(detail[0]) == detail[1], act + ' names another hash')

    def weighted_findings(self):
        """How many findings an annex is needed for."""
        if self.withheld == NOTHING:
            return 0
        weighing = {rule['id'] for rule in self.definition['rules'] if weighs_groups(rule)}
        return sum(1 for finding in self.record['findings'] if finding['rule'] in weighing)

    # With an annex

    def annex_hash(self, annex):
        """The annex is the one that the record names."""
        require(annex['paperHash'] == self.record['paperHash'], 'it is of another paper')
        digest = sha256(tagged('gonglun/annex/1', canonical_bytes(annex))).hex()
        require(digest == self.record['annex'], 'the record names another annex')

    def annex_withheld(self, annex):
        """What is withheld by the counts of an annex."""
        counts = {entry['group']: entry['counts'] for entry in annex['groupCounts']}
        return self.voters.withheld(self.voters.naming_by(counts))

    def annex_counts(self, annex):
        """The counts of the annex are those of the poll, by groups."""
        entries = annex['groupCounts']
        require([entry['group'] for entry in entries] == self.group_ids, 'not one for each group in order')
        for entry, accounts in zip(entries, self.record['groupAccounts']):
            require(entry['ballots'] == accounts['returned'], entry['group'] + ' has another number of ballots')
            require(len(entry['counts']) == self.layout.size, entry['group'] + ' has counts of another paper')
            for line in self.layout.lines:
                require(line.is_text or sum(self.layout.of_line(line, entry['counts'])) == entry['ballots'],
                        '%s has not one mark for each ballot on %s' % (entry['group'], line.id))
        together = {'ballots': sum(entry['ballots'] for entry in entries),
                    'counts': [sum(votes) for votes in zip(*(entry['counts'] for entry in entries))]}
        count = {'ballots': self.record['count']['ballots'],
                 'counts': self.layout.without_words(self.record['count']['counts'])}
        require(same(together, count), 'together they are not the count of the record')
        require(self.annex_withheld(annex) != NOTHING, 'by these counts nothing is withheld')

    def annex_findings(self, annex):
        """The findings follow from the counts of the annex."""
        withheld = self.annex_withheld(annex)
        rules = {rule['id']: rule for rule in self.definition['rules']}
        recorded = self.record['findings']
        found = Reckoning(self.record, self.layout, annex['groupCounts']).findings(recorded)
        require(same([cut_down(finding, rules[finding['rule']], withheld) for finding in found], recorded),
                'by these counts the findings are others')


class Verification:
    """The claims about a bundle and its annexes; `claims` are those that hold so far."""

    def __init__(self, data):
        self.data = data
        self.claims = []
        self.bundle = None
        self.key = None
        self.polls = []
        self.annexed = set()

    def claim(self, name, check, *arguments):
        """Check a claim; note that it holds, or raise `Broken`."""
        try:
            check(*arguments)
        except Fails as error:
            raise Broken(name, str(error)) from error
        self.claims.append(name)

    def run(self, annexes):
        """Check everything; returns the first `Broken`, or None when all claims hold."""
        try:
            self.verify()
            for annex in annexes:
                self.verify_annex(annex)
        except Broken as broken:
            return broken
        return None

    def verify(self):
        """All claims about the bundle."""
        self.claim('bundle_format', self.bundle_format)
        self.claim('event_key', self.event_key)
        self.polls = [PollCheck(sealed, self.bundle, self.key) for sealed in self.bundle['polls']]
        for poll in self.polls:
            for name in poll.CLAIMS:
                self.claim(poll.poll + '/' + name, getattr(poll, name))
        for poll in self.polls:
            self.claim(poll.poll + '/source', poll.source, self.polls)
        for check in (self.polls_distinct, self.keys_apart, self.bundle_event, self.trail_signature):
            self.claim(check.__name__, check)
        if self.bundle['trail']:
            for poll in self.polls:
                self.claim(poll.poll + '/trail_record', poll.trail_record, self.bundle['trail'])

    def bundle_format(self):
        """The file is a bundle."""
        bundle = parse_json(self.data)
        BUNDLE(bundle, 'bundle')
        self.bundle = bundle

    def event_key(self):
        """The event key can sign."""
        self.key = from_base64url(self.bundle['eventKey'])
        ed_key(self.key)

    def polls_distinct(self):
        """No two polls are one."""
        require(len({poll.poll for poll in self.polls}) == len(self.polls), 'two polls have one id')

    def keys_apart(self):
        """No issuing key was used twice."""
        keys = [key['spki'] for poll in self.polls for key in poll.record['keys']]
        require(len(set(keys)) == len(keys), 'an issuing key was used twice')

    def bundle_event(self):
        """The title is that of some poll; a rehearsal is one for all polls."""
        titles = {poll.record['event']['title'] for poll in self.polls}
        require(self.bundle['event']['title'] in titles, 'no poll has this title of the event')
        require(len({'rehearsal' in poll.definition for poll in self.polls}) == 1,
                'some polls are a rehearsal and some are not')

    def trail_signature(self):
        """The trail is signed."""
        payload = {'event': self.bundle['event']['id'], 'trail': self.bundle['trail']}
        check_jws(self.bundle['trailSignature'], payload, self.key)

    def verify_annex(self, data):
        """All claims about an annex."""
        try:
            annex = parse_json(data)
        except Fails as error:
            raise Broken('annex_format', str(error)) from error
        named = annex.get('poll') if isinstance(annex, dict) else None
        poll = next((poll for poll in self.polls if poll.poll == named), None)
        if poll is None:
            raise Broken('annex_format', 'it is of no poll of this bundle')
        self.claim(poll.poll + '/annex_format', ANNEX, annex, 'annex')
        for check in (poll.annex_hash, poll.annex_counts, poll.annex_findings):
            self.claim('%s/%s' % (poll.poll, check.__name__), check, annex)
        self.annexed.add(poll.poll)

    def summary(self):
        """Section 11, and what is to be compared by eye."""
        yield ''
        yield 'event key ' + in_fours(sha256(self.key).hex()[:20])
        for poll in self.polls:
            yield '%s (%s)' % (poll.poll, poll.definition['title'])
            yield '  paper hash ' + in_fours(poll.record['paperHash'][:20])
            yield '  record ' + in_fours(hash_of(poll.record))
            if 'rehearsal' in poll.definition:
                yield '  This is a rehearsal (演练). It does not count.'
            if 'receipts' in poll.definition:
                yield '  No receipts were given (不发回执): nobody can prove that a ballot was dropped.'
            for record in poll.all_records()[1:]:
                yield '  Corrected (更正) by %(by)s at %(at)s: %(reason)s' % record['correction']
        missing = sum(poll.weighted_findings() for poll in self.polls if poll.poll not in self.annexed)
        if missing:
            yield "weighted results to be checked with a tellers' annex: %d" % missing
        if not self.bundle['trail']:
            yield 'The trail is empty: whose acts these were could not be checked.'
        yield ''
        yield 'ALL HOLD: %d claims. Compare the fingerprints with the wall.' % len(self.claims)


# ---------------------------------------------------------------------------------------------------------------
# The program
# ---------------------------------------------------------------------------------------------------------------

def answer(request):
    """The answer to a line of a batch."""
    verification = Verification(base64.b64decode(request['bundle']))
    broken = verification.run([base64.b64decode(annex) for annex in request.get('annexes', [])])
    return {'ok': broken is None, 'claims': verification.claims, 'claim': broken and broken.claim,
            'reason': broken and broken.reason}


def batch():
    """Answer each line of the standard input."""
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(json.loads(line)), ensure_ascii=False), flush=True)
    return 0


def in_fours(digits):
    """Hex digits as they hang on the wall."""
    return ' '.join(digits[at:at + 4] for at in range(0, len(digits), 4))


def shown(text):
    """A text for a terminal: what can't be printed is escaped."""
    return ''.join(character if character.isprintable() or unicodedata.category(character) == 'Zs'
                   else character.encode('unicode_escape').decode('ascii') for character in text)


def usage():
    """Say how to use this."""
    print('usage: gonglun_verify.py BUNDLE [--annex FILE]...\n       gonglun_verify.py --batch', file=sys.stderr)
    return 2


def read_arguments(arguments):
    """The file of the bundle and those of annexes, or None."""
    bundle, annexes = None, []
    rest = iter(arguments)
    for argument in rest:
        if argument == '--annex':
            annexes.append(next(rest, None))
        elif argument.startswith('--') or bundle is not None:
            return None
        else:
            bundle = argument
    return None if bundle is None or None in annexes else (bundle, annexes)


def main(arguments):
    """Run the program; returns its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding='utf-8')
    if hasattr(sys, 'set_int_max_str_digits'):
        sys.set_int_max_str_digits(0)  # fractions are exact, of any size (section 8)
    if arguments == ['--batch']:
        return batch()
    files = read_arguments(arguments)
    if files is None:
        return usage()
    try:
        contents = []
        for name in (files[0], *files[1]):
            with open(name, 'rb') as file:
                contents.append(file.read())
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    verification = Verification(contents[0])
    broken = verification.run(contents[1:])
    for claim in verification.claims:
        print('✓ ' + claim)
    if broken is not None:
        print(shown('DOES NOT HOLD: %s: %s' % (broken.claim, broken.reason)))
        return 1
    for line in verification.summary():
        print(shown(line))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
