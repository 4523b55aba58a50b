import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

// The repository is made here, from the pictures of another build: nobody can review a zip.
File real = new File(basedir, '../../../src/it/real').canonicalFile

void artifact(String name, File folder, String licence) {
    File file = new File(basedir, "repository/it/pictures/${name}/1/${name}-1.zip")
    file.parentFile.mkdirs()
    new ZipOutputStream(new FileOutputStream(file)).withCloseable { zip ->
        folder.eachFileRecurse { picture ->
            if (picture.isFile()) {
                zip.putNextEntry(new ZipEntry('set/' + folder.toPath().relativize(picture.toPath()).toString().replace('\\', '/')))
                zip << picture.bytes
            }
        }
        zip.putNextEntry(new ZipEntry('LICENSE'))
        zip << licence.getBytes('UTF-8')
    }
}

artifact('drawings', new File(real, 'pictures'), 'Drawings by somebody, CC BY 4.0')
artifact('others', new File(real, 'other'), 'Others by somebody else')
return true
