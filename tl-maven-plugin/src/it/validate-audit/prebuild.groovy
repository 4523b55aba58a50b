import java.awt.geom.AffineTransform
import java.awt.image.AffineTransformOp
import java.awt.image.BufferedImage
import javax.imageio.ImageIO

// An evaluation set of mirror images, one of a picture of each class.
File pictures = new File(basedir, '../../../src/it/real/pictures')
for (File kind : pictures.listFiles()) {
    BufferedImage first = ImageIO.read(kind.listFiles().min { it.name })
    AffineTransform mirror = AffineTransform.getScaleInstance(-1, 1)
    mirror.translate(-first.width, 0)
    BufferedImage mirrored = new AffineTransformOp(mirror, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(first, null)
    File file = new File(basedir, "mirrored/${kind.name}/mirrored.png")
    file.parentFile.mkdirs()
    assert ImageIO.write(mirrored, 'png', file)
}
return true
