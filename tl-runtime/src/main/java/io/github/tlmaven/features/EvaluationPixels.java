package io.github.tlmaven.features;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.EvalView;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import java.nio.FloatBuffer;

/**
 * A picture as evaluation sees it.
 *
 * @param pipeline what is done to it
 * @param picture  what is read
 * @param view     part of it that is seen
 */
public record EvaluationPixels(EvalPipeline pipeline, Picture picture, EvalView view) implements PixelSource {

    /** A picture as validation sees it, and evaluation without test-time augmentation. */
    public EvaluationPixels(EvalPipeline pipeline, Picture picture) {
        this(pipeline, picture, EvalView.PLAIN);
    }

    @Override
    public Sha256 key() {
        Sha256.Builder key = Sha256.builder().add(picture.digest().hex()).add("evaluation");
        if (!view.equals(EvalView.PLAIN)) {
            key.add(view.toString()); // a record's text holds all of it
        }
        return key.build();
    }

    @Override
    public void write(FloatBuffer target) {
        pipeline.write(picture, view, target);
    }
}
