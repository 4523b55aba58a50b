package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a checkpoint keeps its state dict. */
class FoundStateDictTest {

    private static final long[] ONE = {1};

    private static WeightsFile open(RawPickle root) {
        return RawZip.open(new RawZip().pickle(root.end()).floats("0", 1).bytes());
    }

    private static AbstractThrowableAssert<?, ?> opening(RawPickle root) {
        return assertThatThrownBy(() -> open(root))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Cannot read weights model.pth: ")
                .hasMessageContaining("To fix: save the state dict alone");
    }

    private static RawPickle dictionary() {
        return new RawPickle().op('}');
    }

    private static RawPickle put(RawPickle dictionary, String name) {
        return dictionary.text(name).tensor("0", 1, 0, ONE, ONE).op('s');
    }

    private static RawPickle putInner(RawPickle dictionary, String key, String name) {
        return put(dictionary.text(key).op('}'), name).op('s');
    }

    @ParameterizedTest
    @ValueSource(strings = {"state_dict", "model_state_dict", "model", "net", "model_ema", "state_dict_ema"})
    void theUsualKeysAreFound(String key) {
        WeightsFile file = open(putInner(dictionary().text("epoch").number(3).op('s'), key, "fc.weight"));
        assertThat(file.names()).containsExactly("fc.weight");
        assertThat(file.adjustments()).containsExactly("took the state dict under the key '" + key + "'");
    }

    @Test
    void twoStateDictsAreNamedAndNeitherIsTaken() {
        opening(putInner(putInner(dictionary(), "model", "fc.weight"), "model_ema", "fc.weight"))
                .hasMessageContaining("several state dicts, under the keys [model, model_ema]");
    }

    @Test
    void aDictionaryWithoutTensorsUnderAUsualKeyIsNoCandidate() {
        WeightsFile file = open(putInner(dictionary().text("model").op('}').op('s'), "state_dict", "fc.weight"));
        assertThat(file.names()).containsExactly("fc.weight");
    }

    @Test
    void aCheckpointWithoutStateDictSaysWhatItHolds() {
        opening(dictionary().text("epoch").number(3).op('s')).hasMessageContaining("there is [epoch]");
    }

    @Test
    void aRootThatIsNoDictionaryIsRefused() {
        opening(new RawPickle().op(']')).hasMessageContaining("holds a list, not a dictionary");
    }

    @Test
    void aDictionaryThatHoldsItselfIsRefused() {
        opening(put(new RawPickle().op('}').op('q', 0), "a")
                        .text("model")
                        .op('h', 0)
                        .op('s'))
                .hasMessageContaining("'model': a dictionary");
    }

    @Test
    void everythingInAStateDictThatIsNoTensorIsNamed() {
        opening(put(dictionary(), "a")
                        .text("note")
                        .text("x")
                        .op('s')
                        .number(7)
                        .tensor("0", 1, 0, ONE, ONE)
                        .op('s'))
                .hasMessageContaining("2 things that are no tensors")
                .hasMessageContaining("'note': a text")
                .hasMessageContaining("'7': a tensor whose name is a whole number");
    }

    @Test
    void aStepCounterThatIsAPlainNumberIsLeftOut() {
        WeightsFile file = open(put(dictionary(), "bn.weight")
                .text("bn.num_batches_tracked")
                .number(3)
                .op('s'));
        assertThat(file.names()).containsExactly("bn.weight");
    }

    @Test
    void prefixesOfWrappersAreLeftOutOneAfterTheOther() {
        WeightsFile file = open(put(put(dictionary(), "module._orig_mod.a"), "module._orig_mod.b"));
        assertThat(file.names()).containsExactly("a", "b");
        assertThat(file.adjustments())
                .isEqualTo(List.of(
                        "left out the prefix 'module.' of all names", "left out the prefix '_orig_mod.' of all names"));
    }

    @Test
    void aPrefixThatNotAllNamesHaveStays() {
        WeightsFile file = open(put(put(dictionary(), "module.a"), "b"));
        assertThat(file.names()).containsExactly("module.a", "b");
        assertThat(file.adjustments()).isEmpty();
    }

    @Test
    void classesThatAreNoListOfTextsAreNoNames() {
        WeightsFile file = open(
                putInner(dictionary().text("classes").op(']').number(2).op('a').op('s'), "model", "fc.weight"));
        assertThat(file.metadata()).isEmpty();
    }
}
