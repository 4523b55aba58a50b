"""Writers of PNG, GIF, BMP, TIFF and WebP files of kinds that PIL reads and does not write."""
import struct
import zlib

import numpy as np

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def packed_rows(samples, bits, order=">"):
    """Rows of height x width x n samples as bytes, each row padded to a whole byte."""
    height = samples.shape[0]
    if bits == 16:
        return [samples[y].astype(order + "u2").tobytes() for y in range(height)]
    flat = samples.reshape(height, -1).astype("uint8")
    each = ((flat[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1).reshape(height, -1)
    return [np.packbits(row).tobytes() for row in each]


def png(samples, colour_type, bits, interlaced, palette=None, transparency=None):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    height, width = samples.shape[:2]
    passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7] if interlaced else [samples]
    data = b"".join(b"\0" + row for part in passes if part.shape[1] for row in packed_rows(part, bits))
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, int(interlaced)))
    out += chunk(b"PLTE", palette.tobytes()) if palette is not None else b""
    out += chunk(b"tRNS", transparency) if transparency else b""
    return out + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


def gif_screen(data, width, height, left, top):
    """A GIF file of one frame with another logical screen and another place of the frame."""
    out = bytearray(data)
    out[6:10] = struct.pack("<HH", width, height)
    at = 13 + (3 << (out[10] & 7) + 1 if out[10] & 0x80 else 0)
    while out[at] == 0x21:
        at += 2
        while out[at]:
            at += out[at] + 1
        at += 1
    out[at + 1 : at + 5] = struct.pack("<HH", left, top)
    return bytes(out)


def run_length_coded(rows, bits):
    out = b""
    for row in rows:
        at = 0
        while at < len(row):
            count = 1
            while at + count < len(row) and row[at + count] == row[at] and count < 255:
                count += 1
            literal = row[at : at + 6]
            if at == 0 and len(set(literal.tolist())) > 1:  # literals, whose data fills whole words
                data = literal.astype("uint8").tobytes() if bits == 8 else packed_rows(literal[None, :, None], 4)[0]
                out += bytes([0, 6]) + data + b"\0" * (len(data) % 2)
                at += 6
            else:
                out += bytes([count, int(row[at]) * (0x11 if bits == 4 else 1)])
                at += count
        out += b"\0\0"
    return out + b"\0\1"


def bmp(samples, bits, palette=None, masks=None, header=40, run_length=False, top_down=False):
    height, width = samples.shape
    rows = samples if top_down else samples[::-1]
    if run_length:
        data = run_length_coded(rows, bits)
    elif bits > 8:
        data = b"".join(row.tobytes() + b"\0" * (-len(row.tobytes()) % 4) for row in rows)
    else:
        data = b"".join(row + b"\0" * (-len(row) % 4) for row in packed_rows(rows[:, :, None], bits))
    colours = palette[:, ::-1] if palette is not None else np.zeros((0, 3), "uint8")
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        compression = 3 if masks else {(True, 8): 1, (True, 4): 2}.get((run_length, bits), 0)
        info = struct.pack("<IiiHHIIiiII", header, width, -height if top_down else height, 1, bits, compression, len(data), 2835, 2835, len(colours), 0)
        info += struct.pack("<IIII", *masks)[: 16 if header > 40 else 12] if masks else b""
        info += b"\0" * (header - len(info))
    info += colours.tobytes() if header == 12 else b"".join(bytes(c) + b"\0" for c in colours.tolist())
    return b"BM" + struct.pack("<IHHI", 14 + len(info) + len(data), 0, 0, 14 + len(info)) + info + data


def premultiplied(rgba):
    alpha = rgba[:, :, 3:].astype(int)
    return np.dstack([(rgba[:, :, :3] * alpha + 127) // 255, alpha]).astype("uint8")


def differences(block, bits):
    """TIFF 6.0, section 14: each sample minus its left neighbour's."""
    out = block.astype("int64")
    out[:, 1:] -= block[:, :-1].astype("int64")
    return (out % (1 << bits)).astype("uint16" if bits == 16 else "uint8")


def tiff(samples, photometric, bits=8, order="<", rows=None, tile=None, planar=False, deflate=False, predictor=False, palette=None,
         extra=(), orientation=None):
    """One page; tile is (width, height)."""
    height, width, count = samples.shape
    planes = [samples[:, :, i : i + 1] for i in range(count)] if planar else [samples]
    blocks = []
    for plane in planes:
        if tile:
            grown = np.pad(plane, ((0, -height % tile[1]), (0, -width % tile[0]), (0, 0)), mode="edge")
            blocks += [grown[y : y + tile[1], x : x + tile[0]] for y in range(0, height, tile[1]) for x in range(0, width, tile[0])]
        else:
            blocks += [plane[y : y + (rows or height)] for y in range(0, height, rows or height)]
    blocks = [differences(b, bits) if predictor else b for b in blocks]
    data = [b"".join(packed_rows(b, bits, order)) for b in blocks]
    data = [zlib.compress(d) if deflate else d for d in data]
    offsets = [8 + sum(len(d) + len(d) % 2 for d in data[:i]) for i in range(len(data))]
    body = b"".join(d + b"\0" * (len(d) % 2) for d in data)
    tags = {256: ("H", [width]), 257: ("H", [height]), 258: ("H", [bits] * count), 259: ("H", [8 if deflate else 1]),
            262: ("H", [photometric]), 277: ("H", [count]), 284: ("H", [2 if planar else 1])}
    where, sizes = (324, 325) if tile else (273, 279)
    tags.update({where: ("I", offsets), sizes: ("I", [len(d) for d in data])})
    tags.update({322: ("H", [tile[0]]), 323: ("H", [tile[1]])} if tile else {278: ("H", [rows or height])})
    tags.update({317: ("H", [2])} if predictor else {})
    tags.update({320: ("H", palette.T.ravel().tolist())} if palette is not None else {})
    tags.update({338: ("H", list(extra))} if extra else {})
    tags.update({274: ("H", [orientation])} if orientation else {})
    return directory(order, body, tags)


def directory(order, body, tags):
    """A TIFF file of the body and one directory behind it."""
    start = 8 + len(body)
    beyond = start + 2 + 12 * len(tags) + 4
    entries = later = b""
    for tag in sorted(tags):
        kind, values = tags[tag]
        value = struct.pack(f"{order}{len(values)}{kind}", *values)
        if len(value) > 4:
            reference = struct.pack(order + "I", beyond + len(later))
            later += value + b"\0" * (len(value) % 2)
            value = reference
        entries += struct.pack(order + "HHI", tag, 3 if kind == "H" else 4, len(values)) + value.ljust(4, b"\0")
    magic = b"II*\0" if order == "<" else b"MM\0*"
    return magic + struct.pack(order + "I", start) + body + struct.pack(order + "H", len(tags)) + entries + b"\0\0\0\0" + later


def webp_canvas(still, width, height, left, top, alpha):
    """An animation of one frame, the given still picture, in a larger canvas."""
    def chunk(name, data):
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    def number(value):
        return struct.pack("<I", value)[:3]

    parts, at = {}, 12
    while at < len(still):
        size = struct.unpack("<I", still[at + 4 : at + 8])[0]
        parts[still[at : at + 4]] = still[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    frame = b"".join(chunk(name, parts[name]) for name in (b"ALPH", b"VP8 ", b"VP8L") if name in parts)
    if b"VP8L" in parts:
        bits = struct.unpack("<I", parts[b"VP8L"][1:5])[0]
        wide, high = bits & 0x3FFF, bits >> 14 & 0x3FFF
    else:
        wide, high = (value - 1 for value in struct.unpack("<HH", parts[b"VP8 "][6:10]))
    place = number(left // 2) + number(top // 2) + number(wide) + number(high) + number(100) + b"\2"
    flags = 0x02 | (0x10 if alpha else 0)
    body = b"WEBP" + chunk(b"VP8X", bytes([flags, 0, 0, 0]) + number(width - 1) + number(height - 1))
    body += chunk(b"ANIM", b"\x80\x40\x20\xff\0\0") + chunk(b"ANMF", place + frame)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_exif_as_in_jpeg(data):
    """A WebP file whose last chunk is EXIF, with the prefix that the block has in JPEG."""
    at = data.rindex(b"EXIF")
    size = struct.unpack("<I", data[at + 4 : at + 8])[0]
    block = b"Exif\0\0" + data[at + 8 : at + 8 + size]
    body = data[8:at] + b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body
