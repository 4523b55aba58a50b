"""Makes small pictures of every format that the decoder reads, and what PIL 9.4 decodes from them.

usage: make_pictures.py FOLDER [SEED]

Writes the pictures and expected.json into the folder: for each file its width and height when upright, the SHA-256 of
its RGB bytes, some of these bytes, and the rule by which PIL's picture became RGB:
  convert  Image.convert("RGB")
  white    transparency composited onto white with Image.alpha_composite
  high     the high byte of 16-bit grey, which Image.convert would saturate at 255
What PIL cannot write comes from jpegs.py and containers.py beside this file.
"""
import hashlib
import io
import json
import os
import sys

import numpy as np
from PIL import Image, ImageCms, ImageOps

import containers
import jpegs

WIDTH, HEIGHT = 33, 27
SAMPLES = 48


def photograph(rng, width=WIDTH, height=HEIGHT, channels=3):
    """Slopes, an edge and noise: something of everything that a coder treats differently."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    planes = []
    for channel in range(channels):
        slope = x * rng.uniform(-3, 3) + y * rng.uniform(-3, 3) + 90 * np.sin((x + y * channel) / rng.uniform(4, 9))
        edge = 60 * ((x - width / 2) * rng.uniform(-1, 1) > (y - height / 2))
        planes.append(128 + slope + edge + rng.normal(0, 6, x.shape))
    return np.clip(np.stack(planes, -1), 0, 255).astype("uint8")


def encode(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation):
    block = Image.Exif()
    block[274] = orientation
    return block


def jpeg_files(rng, rgb, profile):
    image = Image.fromarray(rgb)
    files = {}
    for name, factors in {"444": (1, 1), "422": (2, 1), "420": (2, 2), "440": (1, 2), "411": (4, 1), "410": (4, 2)}.items():
        files[f"sampling-{name}.jpg"] = jpegs.encode(jpegs.ycc(rgb), [factors, (1, 1), (1, 1)])
    files["chroma-finer-than-luma.jpg"] = jpegs.encode(jpegs.ycc(rgb), [(1, 1), (2, 1), (2, 1)])
    files["restart.jpg"] = jpegs.encode(jpegs.ycc(rgb), [(2, 2), (1, 1), (1, 1)], restart=2)
    files["adobe-rgb.jpg"] = jpegs.encode(rgb, [(1, 1)] * 3, adobe=0)
    files["grey.jpg"] = encode(image.convert("L"), "JPEG", quality=85)
    files["grey-progressive.jpg"] = encode(image.convert("L"), "JPEG", progressive=True)
    files["progressive.jpg"] = encode(image, "JPEG", progressive=True, quality=80)
    files["progressive-444.jpg"] = encode(image, "JPEG", progressive=True, subsampling=0)
    files["optimized.jpg"] = encode(image, "JPEG", optimize=True, quality=60)
    files["coarse.jpg"] = encode(image, "JPEG", quality=4)
    files["profile.jpg"] = encode(image, "JPEG", icc_profile=profile)
    files["one-pixel.jpg"] = encode(image.crop((0, 0, 1, 1)), "JPEG")
    files["one-row.jpg"] = encode(image.crop((0, 0, 17, 1)), "JPEG", subsampling=2)
    files["turned.jpg"] = encode(image, "JPEG", exif=exif(6))
    ink = photograph(rng, channels=4)
    files["cmyk-by-pil.jpg"] = encode(image.convert("CMYK"), "JPEG", quality=90)
    files["cmyk-progressive.jpg"] = encode(Image.fromarray(ink, "CMYK"), "JPEG", progressive=True)
    files["cmyk-plain.jpg"] = jpegs.encode(ink, [(1, 1)] * 4)
    files["cmyk-adobe.jpg"] = jpegs.encode(ink, [(1, 1)] * 4, adobe=0)
    files["cmyk-turned.jpg"] = encode(Image.fromarray(ink, "CMYK"), "JPEG", exif=exif(8))
    files["ycck-444.jpg"] = jpegs.encode(jpegs.ycck(ink), [(1, 1)] * 4, adobe=2)
    files["ycck-420.jpg"] = jpegs.encode(jpegs.ycck(ink), [(2, 2), (1, 1), (1, 1), (2, 2)], adobe=2, restart=1)
    return files


def png_files(rng, rgb, profile):
    files = {}
    grey = photograph(rng, channels=1)[:, :, 0]
    deep = rng.integers(0, 65536, (HEIGHT, WIDTH, 4)).astype("uint16")
    for interlaced in (False, True):
        tail = "-interlaced.png" if interlaced else ".png"
        for bits in (1, 2, 4, 8):
            levels = grey >> 8 - bits
            colours = rng.integers(0, 256, (1 << bits, 3)).astype("uint8")
            files[f"grey-{bits}{tail}"] = containers.png(levels[:, :, None], 0, bits, interlaced)
            files[f"palette-{bits}{tail}"] = containers.png(levels[:, :, None], 3, bits, interlaced, palette=colours)
        files["grey-16" + tail] = containers.png(deep[:, :, :1], 0, 16, interlaced)
        files["rgb-16" + tail] = containers.png(deep[:, :, :3], 2, 16, interlaced)
    colours = rng.integers(0, 256, (16, 3)).astype("uint8")
    alphas = rng.integers(0, 256, 11).astype("uint8").tobytes()
    files["palette-alphas.png"] = containers.png(grey[:, :, None] >> 4, 3, 4, False, palette=colours, transparency=alphas)
    files["grey-key.png"] = containers.png(grey[:, :, None], 0, 8, False, transparency=bytes([0, grey[5, 6]]))
    key = b"".join(b"\0" + bytes([v]) for v in rgb[5, 6])
    files["rgb-key.png"] = containers.png(rgb, 2, 8, False, transparency=key)
    four = np.dstack([rgb, grey])
    files["rgba-8.png"] = containers.png(four, 6, 8, True)
    files["rgba-16.png"] = containers.png(deep, 6, 16, False)
    files["grey-alpha-8.png"] = containers.png(four[:, :, 2:], 4, 8, True)
    files["grey-alpha-16.png"] = containers.png(deep[:, :, :2], 4, 16, False)
    files["profile.png"] = encode(Image.fromarray(rgb), "PNG", icc_profile=profile)
    files["turned.png"] = encode(Image.fromarray(rgb), "PNG", exif=exif(5))
    return files


def gif_files(rgb):
    image = Image.fromarray(rgb)
    palette = image.quantize(64)
    other = image.rotate(180).quantize(16)
    files = {
        "opaque.gif": encode(palette, "GIF", interlace=0),
        "interlaced.gif": encode(palette, "GIF", interlace=1),
        "transparent.gif": encode(palette, "GIF", transparency=3),
        "animated.gif": encode(palette, "GIF", save_all=True, append_images=[other], loop=0),
        "two-colours.gif": encode(image.convert("1"), "GIF"),
    }
    files["larger-screen.gif"] = containers.gif_screen(files["opaque.gif"], WIDTH + 4, HEIGHT + 3, 3, 2)
    files["smaller-screen.gif"] = containers.gif_screen(files["opaque.gif"], WIDTH - 9, HEIGHT - 5, 0, 0)
    return files


def bmp_files(rng, rgb):
    image = Image.fromarray(rgb)
    grey = np.asarray(image.convert("L"))
    colours = rng.integers(0, 256, (256, 3)).astype("uint8")
    flat = np.repeat(np.repeat(grey[::4, ::5], 4, 0), 5, 1)[:HEIGHT, :WIDTH]
    words = rng.integers(0, 65536, (HEIGHT, WIDTH)).astype("<u2")
    quads = rng.integers(0, 2**32, (HEIGHT, WIDTH)).astype("<u4")
    wide = (0xFF0000, 0xFF00, 0xFF)
    files = {
        "rgb-24.bmp": encode(image, "BMP"),
        "grey-8.bmp": encode(image.convert("L"), "BMP"),
        "top-down.bmp": containers.bmp(grey, 8, colours, top_down=True),
        "rgb-555.bmp": containers.bmp(words, 16),
        "rgb-565.bmp": containers.bmp(words, 16, masks=(0xF800, 0x7E0, 0x1F, 0)),
        "rgbx-32.bmp": containers.bmp(quads, 32),
        "bgra-32.bmp": containers.bmp(quads, 32, masks=(*wide, 0xFF000000), header=108),
        "rgba-32.bmp": containers.bmp(quads, 32, masks=(0xFF, 0xFF00, 0xFF0000, 0xFF000000), header=124),
        "xbgr-32.bmp": containers.bmp(quads, 32, masks=(0xFF000000, 0xFF0000, 0xFF00, 0)),
        "few-colours.bmp": containers.bmp(grey % 20, 8, colours[:20]),
        "rle-8.bmp": containers.bmp(flat, 8, colours, run_length=True),
        "rle-4.bmp": containers.bmp(flat >> 4, 4, colours[:16], run_length=True),
        "os2.bmp": containers.bmp(grey, 8, colours, header=12),
    }
    for bits in (1, 4, 8):
        files[f"palette-{bits}.bmp"] = containers.bmp(grey >> 8 - bits, bits, colours[: 1 << bits])
    return files


def tiff_files(rng, rgb):
    image = Image.fromarray(rgb)
    grey = np.asarray(image.convert("L"))
    deep = rng.integers(0, 65536, (HEIGHT, WIDTH, 4)).astype("uint16")
    four = np.dstack([rgb, rng.integers(0, 256, grey.shape).astype("uint8")])
    colours = rng.integers(0, 65536, (256, 3)).astype("uint16")
    ink = photograph(rng, channels=4)
    tiff = containers.tiff
    files = {f"rgb-{kind}.tif": encode(image, "TIFF", compression=f"tiff_{kind}") for kind in ("lzw", "deflate", "adobe_deflate")}
    files["rgb-packbits.tif"] = encode(image, "TIFF", compression="packbits")
    files["rgb-none.tif"] = encode(image, "TIFF")
    files["grey-lzw.tif"] = encode(image.convert("L"), "TIFF", compression="tiff_lzw")
    files["palette-lzw.tif"] = encode(image.quantize(50), "TIFF", compression="tiff_lzw")
    files["bilevel-packbits.tif"] = encode(image.convert("1"), "TIFF", compression="packbits")
    files["cmyk-lzw.tif"] = encode(Image.fromarray(ink, "CMYK"), "TIFF", compression="tiff_lzw")
    files["grey-16-pil.tif"] = encode(Image.fromarray(deep[:, :, 0]), "TIFF")
    files["rgb-tiled.tif"] = tiff(rgb, 2, tile=(16, 32))
    files["rgb-tiled-deflate-predictor.tif"] = tiff(rgb, 2, tile=(32, 16), deflate=True, predictor=True)
    files["grey-strips-big-endian.tif"] = tiff(grey[:, :, None], 1, order=">", rows=7)
    files["rgb-strips-predictor.tif"] = tiff(rgb, 2, rows=5, deflate=True, predictor=True)
    files["rgb-planar.tif"] = tiff(rgb, 2, planar=True, rows=10)
    files["rgb-planar-tiled.tif"] = tiff(rgb, 2, planar=True, tile=(16, 16), deflate=True)
    files["rgb-16.tif"] = tiff(deep[:, :, :3], 2, bits=16)
    files["rgb-16-big-endian-predictor.tif"] = tiff(deep[:, :, :3], 2, bits=16, order=">", deflate=True, predictor=True)
    files["rgba-16.tif"] = tiff(deep, 2, bits=16, extra=(2,))
    files["grey-16-big-endian.tif"] = tiff(deep[:, :, :1], 1, bits=16, order=">", rows=4)
    files["rgba.tif"] = tiff(four, 2, extra=(2,), deflate=True)
    files["rgba-associated.tif"] = tiff(containers.premultiplied(four), 2, extra=(1,))
    files["rgbx.tif"] = tiff(four, 2, extra=(0,))
    files["grey-alpha.tif"] = tiff(four[:, :, 2:], 1, extra=(2,))
    files["white-is-zero-8.tif"] = tiff(grey[:, :, None], 0)
    files["white-is-zero-1.tif"] = tiff(grey[:, :, None] >> 7, 0, bits=1)
    for bits in (2, 4):
        files[f"grey-{bits}.tif"] = tiff(grey[:, :, None] >> 8 - bits, 1, bits=bits)
    for bits in (1, 2, 4, 8):
        files[f"palette-{bits}.tif"] = tiff(grey[:, :, None] >> 8 - bits, 3, bits=bits, palette=colours[: 1 << bits])
    files["turned.tif"] = tiff(rgb, 2, orientation=7)
    files["second-page.tif"] = encode(image, "TIFF", save_all=True, append_images=[image.rotate(180)])
    return files


def webp_files(rng, rgb, profile):
    image = Image.fromarray(rgb)
    clear = image.copy()
    clear.putalpha(Image.fromarray(photograph(rng, channels=1)[:, :, 0]))
    small = clear.crop((4, 4, 22, 17))
    return {
        "lossy.webp": encode(image, "WEBP", quality=80),
        "lossless.webp": encode(image, "WEBP", lossless=True),
        "lossy-alpha.webp": encode(clear, "WEBP", quality=70),
        "lossless-alpha.webp": encode(clear, "WEBP", lossless=True, exact=True),
        "turned.webp": encode(image, "WEBP", quality=60, exif=exif(8)),
        "turned-as-in-jpeg.webp": containers.webp_exif_as_in_jpeg(encode(image, "WEBP", quality=60, exif=exif(3))),
        "profile.webp": encode(image, "WEBP", icc_profile=profile),
        "animated.webp": encode(image, "WEBP", save_all=True, append_images=[image.rotate(180)], quality=50),
        "animated-alpha.webp": encode(clear, "WEBP", save_all=True, append_images=[clear.rotate(180)], lossless=True),
        "animated-alpha-lossy.webp": encode(clear, "WEBP", save_all=True, append_images=[clear.rotate(90)], quality=50),
        "frame-in-canvas.webp": containers.webp_canvas(encode(small, "WEBP", lossless=True, exact=True), 30, 27, 6, 8, True),
        "opaque-frame-in-canvas.webp": containers.webp_canvas(encode(image.crop((0, 0, 18, 13)), "WEBP"), 30, 27, 6, 8, False),
    }


def upright(data):
    """PIL's picture as RGB, and the rule by which it became that."""
    image = Image.open(io.BytesIO(data))
    image.load()
    if image.format != "TIFF":  # which PIL turns while it loads
        image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        high = Image.fromarray((np.asarray(image).astype("uint32") >> 8).astype("uint8"))
        return high.convert("RGB"), "high"
    bmp = data[:2] == b"BM"
    if not bmp and (image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info):
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        white.alpha_composite(image.convert("RGBA"))
        return white.convert("RGB"), "white"
    return image.convert("RGB"), "convert"


def entry(data):
    image, rule = upright(data)
    rgb = image.tobytes()
    samples = [rgb[i * len(rgb) // SAMPLES] for i in range(SAMPLES)]
    return {"width": image.width, "height": image.height, "rule": rule, "sha256": hashlib.sha256(rgb).hexdigest(),
            "samples": bytes(samples).hex()}


def main(folder, seed):
    rng = np.random.default_rng(seed)
    rgb = photograph(rng)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    groups = [jpeg_files(rng, rgb, profile), png_files(rng, rgb, profile), gif_files(rgb), bmp_files(rng, rgb), tiff_files(rng, rgb),
              webp_files(rng, rgb, profile)]
    files = {name: data for group in groups for name, data in group.items()}
    os.makedirs(folder, exist_ok=True)
    expected = {}
    for name in sorted(files):
        with open(os.path.join(folder, name), "wb") as out:
            out.write(files[name])
        expected[name] = entry(files[name])
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as out:
        out.write("{\n" + ",\n".join(f"{json.dumps(n)}: {json.dumps(e)}" for n, e in expected.items()) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 6)
