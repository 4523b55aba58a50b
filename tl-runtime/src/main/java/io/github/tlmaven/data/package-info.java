/**
 * Pictures, from folders or a table to a network's input. {@link io.github.tlmaven.data.DatasetReader} lists, checks and
 * splits them, into a {@link io.github.tlmaven.data.PartedDataset}; {@link io.github.tlmaven.data.EvalPipeline} and
 * {@link io.github.tlmaven.data.TrainPipeline} turn one picture into normalised floats:
 * {@link io.github.tlmaven.data.Decoder}, then {@link io.github.tlmaven.data.Resampler}. Pixels equal PIL's and
 * torchvision's to the bit. Of each file format a class whose name ends in {@code Structure} reads the headers and
 * finds what is cut off, and one that ends in {@code Decoder} makes pixels. Imports {@code spec}, {@code digest},
 * {@code engine}, {@code failure}, image libraries, a reader of CSV and one of zips.
 */
@NullMarked
package io.github.tlmaven.data;

import org.jspecify.annotations.NullMarked;
