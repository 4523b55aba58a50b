package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TensorFlow's SAME padding against sums written out in plain Java. */
@Tag("engine")
class SamePaddingTest {

    /** Sums of at most 75 products below 1 in float32. */
    private static final double TOLERANCE = 1e-5;

    private static final int IN = 3;
    private static final int OUT = 2;
    private static final Formula FORMULA = Formula.of(Map.of());

    @ParameterizedTest
    @CsvSource({
        "3,1,6,6", "3,1,5,8", "3,2,6,6", "3,2,7,7", "3,2,6,7", "3,2,7,6", "3,2,1,2", "5,1,7,6", "5,2,8,8", "5,2,7,7",
        "5,2,8,5", "5,2,5,8", "5,2,2,3"
    })
    void denseConvolutionIsTensorFlows(int kernel, int stride, int height, int width) {
        Geometry geometry = Geometry.dense(IN, OUT, kernel, stride, Geometry.Padding.SAME);
        assertSame(geometry, height, width);
    }

    @ParameterizedTest
    @CsvSource({"3,1,6,5", "3,2,6,5", "3,2,5,6", "5,1,6,5", "5,2,6,5", "5,2,9,6"})
    void depthwiseConvolutionIsTensorFlows(int kernel, int stride, int height, int width) {
        Geometry geometry = Geometry.depthwise(IN, kernel, stride, Geometry.Padding.SAME);
        assertSame(geometry, height, width);
    }

    private static void assertSame(Geometry geometry, int height, int width) {
        float[] input = FORMULA.signed("input", IN * height * width);
        Shape weightShape = new Shape(geometry.weightShape());
        float[] weight = FORMULA.signed("weight", Math.toIntExact(weightShape.size()));
        double[] expected = direct(geometry, input, weight, height, width);
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager();
                NDArray array = manager.create(input, new Shape(1, IN, height, width));
                NDArray kernel = manager.create(weight, weightShape);
                NDArray output = geometry.convolve(array, kernel, null)) {
            int stride = geometry.stride();
            assertThat(output.getShape())
                    .isEqualTo(new Shape(1, geometry.outChannels(), ceil(height, stride), ceil(width, stride)));
            float[] actual = output.toFloatArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).as("value %d", i).isCloseTo(expected[i], within(TOLERANCE));
            }
        }
    }

    private static int ceil(int size, int stride) {
        return (size + stride - 1) / stride;
    }

    /** Row or column of the input that the first output begins at: minus the smaller half of the zeros. */
    private static int begin(int size, Geometry geometry) {
        int needed = (ceil(size, geometry.stride()) - 1) * geometry.stride() + geometry.kernel();
        return -(Math.max(needed - size, 0) / 2);
    }

    private static double[] direct(Geometry geometry, float[] input, float[] weight, int height, int width) {
        int rows = ceil(height, geometry.stride());
        int columns = ceil(width, geometry.stride());
        double[] output = new double[geometry.outChannels() * rows * columns];
        for (int at = 0; at < output.length; at++) {
            int top = begin(height, geometry) + at / columns % rows * geometry.stride();
            int left = begin(width, geometry) + at % columns * geometry.stride();
            output[at] = window(geometry, input, weight, new int[] {at / (rows * columns), top, left, height, width});
        }
        return output;
    }

    /** One output; {@code place} is its channel, the window's top and left, and the input's height and width. */
    private static double window(Geometry geometry, float[] input, float[] weight, int[] place) {
        int perGroup = geometry.inChannels() / geometry.groups();
        int firstChannel = place[0] / (geometry.outChannels() / geometry.groups()) * perGroup;
        int kernel = geometry.kernel();
        double sum = 0;
        for (int i = 0; i < perGroup * kernel * kernel; i++) {
            int y = place[1] + i / kernel % kernel;
            int x = place[2] + i % kernel;
            if (y >= 0 && x >= 0 && y < place[3] && x < place[4]) {
                int channel = firstChannel + i / (kernel * kernel);
                sum += (double) input[(channel * place[3] + y) * place[4] + x]
                        * weight[place[0] * perGroup * kernel * kernel + i];
            }
        }
        return sum;
    }
}
