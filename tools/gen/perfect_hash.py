"""A perfect hash over strings: the Python half of src/html/names_hash.h."""
MASK = (1 << 64) - 1


def text_hash(text: bytes) -> int:
    def word(at: int, size: int) -> int:
        return int.from_bytes(text[at:at + size], 'little')

    size = len(text)
    if size > 16:
        middle = word(8, 8)
        low, high = word(0, 8), word(size - 8, 8) ^ ((middle << 17) | (middle >> 47)) & MASK ^ size
    else:
        low, high = word(0, 8), word(8, 8)
    mixed = low * 0x9E3779B97F4A7C15 & MASK
    mixed = (mixed ^ (mixed >> 32) ^ high) * 0xD6E8FEB86659FD93 & MASK
    return mixed ^ (mixed >> 29)


def build(texts: list[bytes], buckets: int, slots: int) -> tuple[list[int], list[int]]:
    """Displacements a bucket, and for each slot the number of its text (len(texts): none)."""
    hashes = [text_hash(text) for text in texts]
    assert len(set(hashes)) == len(hashes)
    members: list[list[int]] = [[] for _ in range(buckets)]
    for number, value in enumerate(hashes):
        members[value % buckets].append(number)
    displacement, table = [0] * buckets, [len(texts)] * slots
    for bucket in sorted(range(buckets), key=lambda b: -len(members[b])):
        for shift in range(1 << 16):
            places = [((hashes[n] >> 40) + shift * ((hashes[n] >> 20 & 0xFFFF) | 1)) % slots for n in members[bucket]]
            if len(set(places)) == len(places) and all(table[p] == len(texts) for p in places):
                break
        else:
            raise ValueError('no displacement: take more slots')
        displacement[bucket] = shift
        for place, number in zip(places, members[bucket]):
            table[place] = number
    return displacement, table


def rows(values: list, line: int = 118) -> str:
    out, row = [], ''
    for value in values:
        if len(row) + len(str(value)) + 1 > line:
            out.append(row)
            row = ''
        row += f'{value},'
    return '\n'.join(out + [row]) + '\n'
