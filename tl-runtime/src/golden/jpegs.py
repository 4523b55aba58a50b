"""A baseline JPEG encoder (ITU-T T.81) for what PIL does not write: any sampling, CMYK and YCCK with and without Adobe's marker."""
import struct

import numpy as np

# Tables K.3 and K.5: how many codes of each length, and their symbols. All components share them.
DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
DC_SYMBOLS = list(range(12))
AC_COUNTS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125]
AC_SYMBOLS = bytes.fromhex(
    "0102030004110512213141061351610722711432 8191a1082342b1c11552d1f0243362728209 0a161718191a25262728292a3435363738"
    "393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5"
    "a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa")
STEP = 6
ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, (i // 8 if (i // 8 + i % 8) % 2 else i % 8)))
BASIS = np.array([[np.sqrt((1 if u == 0 else 2) / 8) * np.cos((2 * x + 1) * u * np.pi / 16) for x in range(8)] for u in range(8)])


def ycc(rgb):
    r, g, b = (rgb[:, :, i].astype(float) for i in range(3))
    planes = [0.299 * r + 0.587 * g + 0.114 * b, 128 - 0.168736 * r - 0.331264 * g + 0.5 * b, 128 + 0.5 * r - 0.418688 * g - 0.081312 * b]
    return np.clip(np.round(np.stack(planes, -1)), 0, 255).astype("uint8")


def ycck(cmyk):
    return np.dstack([ycc(255 - cmyk[:, :, :3]), cmyk[:, :, 3]])


def codes(counts, symbols):
    table, code, at = {}, 0, 0
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            table[symbols[at]] = (code, length)
            code, at = code + 1, at + 1
        code <<= 1
    return table


DC, AC = codes(DC_COUNTS, DC_SYMBOLS), codes(AC_COUNTS, AC_SYMBOLS)


def segment(marker, data):
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def magnitude(value):
    size = int(abs(value)).bit_length()
    return size, (value if value >= 0 else value + (1 << size) - 1)


def block_bits(block, previous):
    """The bits of a block of 64 samples, and its DC coefficient."""
    quantised = np.round(BASIS @ (block.astype(float) - 128) @ BASIS.T / STEP).astype(int).ravel()
    ordered = [int(quantised[i]) for i in ZIGZAG]
    size, extra = magnitude(ordered[0] - previous)
    bits = [DC[size], (extra, size)]
    run = 0
    last = max((i for i in range(1, 64) if ordered[i]), default=0)
    for value in ordered[1 : last + 1]:
        if value == 0:
            run += 1
            continue
        while run > 15:
            bits.append(AC[0xF0])
            run -= 16
        size, extra = magnitude(value)
        bits += [AC[run << 4 | size], (extra, size)]
        run = 0
    if last < 63:
        bits.append(AC[0])
    return bits, ordered[0]


def packed(bits):
    text = "".join(format(value, f"0{length}b") for value, length in bits if length)
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def shrunk(plane, across, down, columns, rows):
    """The plane at a fraction of its size, by means over across x down samples, padded to columns x rows by its edge."""
    height, width = plane.shape
    padded = np.pad(plane, ((0, -height % down), (0, -width % across)), mode="edge").astype(float)
    small = padded.reshape(padded.shape[0] // down, down, padded.shape[1] // across, across).mean((1, 3))
    small = small[:rows, :columns]
    return np.pad(small, ((0, rows - small.shape[0]), (0, columns - small.shape[1])), mode="edge").round()


def encode(planes, sampling, adobe=None, restart=0):
    """Components as height x width x n bytes, with a pair (horizontal, vertical) of sampling factors for each."""
    height, width, count = planes.shape
    widest, tallest = max(h for h, _ in sampling), max(v for _, v in sampling)
    across, down = -(-width // (8 * widest)), -(-height // (8 * tallest))
    grids = [shrunk(planes[:, :, i], widest // h, tallest // v, across * h * 8, down * v * 8) for i, (h, v) in enumerate(sampling)]
    out = b"\xff\xd8"
    if adobe is not None:
        out += segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, adobe))
    out += segment(0xDB, bytes([0] + [STEP] * 64))
    out += segment(0xC0, struct.pack(">BHHB", 8, height, width, count) + b"".join(bytes([i + 1, h << 4 | v, 0]) for i, (h, v) in enumerate(sampling)))
    out += segment(0xC4, bytes([0] + DC_COUNTS + DC_SYMBOLS)) + segment(0xC4, bytes([0x10] + AC_COUNTS) + AC_SYMBOLS)
    out += segment(0xDD, struct.pack(">H", restart)) if restart else b""
    out += segment(0xDA, bytes([count]) + b"".join(bytes([i + 1, 0]) for i in range(count)) + b"\0\x3f\0")
    bits, previous = [], [0] * count
    for mcu in range(across * down):
        if restart and mcu and mcu % restart == 0:
            out += packed(bits) + bytes([0xFF, 0xD0 + (mcu // restart - 1) % 8])
            bits, previous = [], [0] * count
        for i, (h, v) in enumerate(sampling):
            for part in range(h * v):
                y, x = ((mcu // across) * v + part // h) * 8, ((mcu % across) * h + part % h) * 8
                more, previous[i] = block_bits(grids[i][y : y + 8, x : x + 8], previous[i])
                bits += more
    return out + packed(bits) + b"\xff\xd9"
