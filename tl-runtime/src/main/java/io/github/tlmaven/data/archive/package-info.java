/**
 * Datasets in a zip. {@link io.github.tlmaven.data.archive.DatasetArchives} unpacks one into the user's cache, once;
 * {@link io.github.tlmaven.data.archive.ZipCheck} refuses what would write elsewhere or fill the disk before anything is
 * written.
 */
@NullMarked
package io.github.tlmaven.data.archive;

import org.jspecify.annotations.NullMarked;
