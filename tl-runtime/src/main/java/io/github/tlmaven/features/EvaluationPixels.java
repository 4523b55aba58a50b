package io.github.tlmaven.features;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import java.nio.FloatBuffer;

/**
 * A picture as evaluation sees it.
 *
 * @param pipeline what is done to it
 * @param picture  what is read
 */
public record EvaluationPixels(EvalPipeline pipeline, Picture picture) implements PixelSource {

    @Override
    public Sha256 key() {
        return Sha256.builder().add(picture.digest().hex()).add("evaluation").build();
    }

    @Override
    public void write(FloatBuffer target) {
        pipeline.write(picture, target);
    }
}
