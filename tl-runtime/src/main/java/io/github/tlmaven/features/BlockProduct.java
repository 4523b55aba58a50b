package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Each row of a block with each of another block, or with each later one of its own.
 *
 * @param one   block
 * @param other block, the same or a later one
 */
record BlockProduct(RowBlock one, RowBlock other) {

    /** Room for found pairs to begin with; most products have none. */
    private static final int FEW = 64;

    /**
     * Pairs of a product that are near.
     *
     * @param product that they are of
     * @param found   indices into the cosines
     * @param cosines of all pairs, row by row
     */
    record Near(BlockProduct product, IntBuffer found, FloatBuffer cosines) {

        void handOn(CosineSearch.Pairs pairs) {
            int width = product.other().size();
            for (int i = 0; i < found.limit(); i++) {
                int at = found.get(i);
                pairs.accept(
                        product.one().from() + at / width,
                        product.other().from() + at % width,
                        Math.min(cosines.get(at), 1)); // rounding may lead beyond
            }
        }
    }

    /** Number of the pairs. */
    long pairs() {
        return one.equals(other) ? (long) one.size() * (one.size() - 1) / 2 : (long) one.size() * other.size();
    }

    /**
     * Finds pairs with a cosine of at least a limit; of rows so long or short that it cannot be computed, none.
     *
     * @param scales of all rows, which make their lengths 1
     */
    Near near(EngineSession session, float[] scales, double minCosine) {
        float[] cosines = scalarProducts(session);
        int[] found = new int[FEW];
        int count = 0;
        for (int i = 0; i < one.size(); i++) {
            float scale = scales[one.from() + i];
            for (int j = one.equals(other) ? i + 1 : 0; j < other.size(); j++) {
                int at = i * other.size() + j;
                cosines[at] *= scale * scales[other.from() + j];
                if (cosines[at] >= minCosine && cosines[at] < Float.POSITIVE_INFINITY) {
                    found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
                    found[count++] = at;
                }
            }
        }
        return new Near(this, IntBuffer.wrap(found, 0, count), FloatBuffer.wrap(cosines));
    }

    private float[] scalarProducts(EngineSession session) {
        try (NDManager manager = session.newManager();
                NDArray rows = one.rows(manager);
                NDArray others = other.rows(manager);
                NDArray turned = others.transpose();
                NDArray products = rows.matMul(turned)) {
            return products.toFloatArray();
        }
    }
}
