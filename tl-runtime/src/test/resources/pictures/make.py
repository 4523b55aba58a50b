"""Makes the fixtures of DecoderTest with PIL 9.4 and writes beside each what PIL decodes: upright, transparency on white."""
import io, os, struct, zlib
from PIL import Image, ImageOps

here = os.path.dirname(os.path.abspath(__file__))
W, H = 24, 16
state = 1


def noise():
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state >> 16 & 255


def picture(mode, channels):
    return Image.frombytes(mode, (W, H), bytes(min(255, (x * 9 + y * 5 * c + (noise() >> 3))) for y in range(H) for x in range(W) for c in range(channels)))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def deep_png(colour_type, channels):
    rows = b"".join(b"\0" + bytes(noise() for _ in range(W * channels * 2)) for _ in range(H))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, 16, colour_type, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def encode(im, kind, **options):
    out = io.BytesIO()
    im.save(out, kind, **options)
    return out.getvalue()


def oriented(value):
    exif = Image.Exif()
    exif[274] = value
    return exif


rgb, rgba, grey, la = picture("RGB", 3), picture("RGBA", 4), picture("L", 1), picture("LA", 2)
alphas = Image.frombytes("L", (W, H), bytes(noise() for _ in range(W * H)))
rgba.putalpha(alphas)
palette = rgb.quantize(16)
files = {f"orientation-{i}.jpg": encode(rgb, "JPEG", exif=oriented(i), quality=90) for i in range(1, 9)}
thumbnail = encode(rgb.resize((8, 8)), "JPEG")
files["thumbnail.jpg"] = encode(rgb, "JPEG", exif=oriented(3).tobytes() + thumbnail)
files["progressive.jpg"] = encode(rgb, "JPEG", progressive=True)
files["subsampled.jpg"] = encode(rgb, "JPEG", subsampling=2, quality=60)
files["grey.jpg"] = encode(grey, "JPEG")
files["trailing.jpg"] = encode(rgb, "JPEG") + b"appended by a camera \xff\xd8\xff"
files["restart.jpg"] = encode(rgb, "JPEG", restart_marker_blocks=1)
files["rgb.png"] = encode(rgb, "PNG")
files["rgb-key.png"] = encode(rgb, "PNG", transparency=rgb.getpixel((3, 4)))
files["rgba.png"] = encode(rgba, "PNG")
files["orientation.png"] = encode(rgba, "PNG", exif=oriented(6))
files["grey.png"] = encode(grey, "PNG")
files["grey-key.png"] = encode(grey, "PNG", transparency=grey.getpixel((5, 6)))
files["grey-alpha.png"] = encode(la, "PNG")
files["palette.png"] = encode(palette, "PNG")
files["palette-4bit.png"] = encode(palette, "PNG", bits=4)
files["palette-alpha.png"] = encode(palette, "PNG", transparency=bytes(range(0, 256, 17)))
files["palette-key.png"] = encode(palette, "PNG", transparency=5)
files["bilevel.png"] = encode(grey.convert("1"), "PNG")
files["deep-rgb.png"] = deep_png(2, 3)
files["deep-rgba.png"] = deep_png(6, 4)
files["deep-grey-alpha.png"] = deep_png(4, 2)
files["opaque.gif"] = encode(palette, "GIF")
files["transparent.gif"] = encode(palette, "GIF", transparency=3)
files["animated.gif"] = encode(palette, "GIF", save_all=True, append_images=[palette.rotate(180)], optimize=False)
files["interlaced.gif"] = encode(palette, "GIF", interlace=1)
small = bytearray(files["transparent.gif"])
small[6:10] = struct.pack("<HH", W + 5, H + 3)
files["larger-screen.gif"] = bytes(small)
opaque = bytearray(files["opaque.gif"])
opaque[6:10] = struct.pack("<HH", W + 5, H + 3)
files["larger-screen-opaque.gif"] = bytes(opaque)
files["rgb.bmp"] = encode(rgb, "BMP")
files["palette.bmp"] = encode(palette, "BMP")
files["grey.bmp"] = encode(grey, "BMP")

for name, data in files.items():
    with open(os.path.join(here, name), "wb") as f:
        f.write(data)
    im = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if im.mode in ("RGBA", "LA") or "transparency" in im.info:
        white = Image.new("RGBA", im.size, (255, 255, 255, 255))
        white.alpha_composite(im.convert("RGBA"))
        im = white
    with open(os.path.join(here, name + ".rgb"), "wb") as f:
        f.write(struct.pack(">II", *im.size) + im.convert("RGB").tobytes())
