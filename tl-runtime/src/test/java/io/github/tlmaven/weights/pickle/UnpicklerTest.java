package io.github.tlmaven.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The well-formed pickles are what CPython's {@code pickle.dumps} wrote of one dictionary. */
class UnpicklerTest {

    private static final String WHOLE =
            "284b004bff4dffff4affffffff8a0500000080008a0800000000000000808a09000000000000000001"
                    + "8a090000000000000000c065";

    private static final String PROTOCOL_2 = "80027d710028580500000077686f6c6571015d7102" + WHOLE
            + "580400000074657874710358050000006772c3bc6e71045805000000666c6f61747105473fb999999999999a58040000006e6f6e65"
            + "71064e5805000000747275746871075d71082888896558060000007475706c657371095d710a28294b0185710b4b014b0286710c4b"
            + "014b024b0387710d284b014b024b034b0474710e654b075805000000736576656e710f580400000073616d6571106802752e";

    private static final String PROTOCOL_5 = "800595b8000000000000007d94288c0577686f6c65945d94" + WHOLE
            + "8c0474657874948c056772c3bc6e948c05666c6f617494473fb999999999999a8c046e6f6e65944e8c057472757468945d94288889"
            + "658c067475706c6573945d9428294b0185944b014b0286944b014b024b038794284b014b024b034b047494654b078c05736576656e"
            + "948c0473616d65946802752e";

    private static final int DEEP = 200_000;

    private static final Classes ORDERED_DICT_ONLY = new Classes() {
        @Override
        public boolean allows(ClassName name) {
            return name.toString().equals("collections.OrderedDict");
        }

        @Override
        public Object call(ClassName name, Tuple arguments) {
            return new Inert(name);
        }

        @Override
        public void build(@Nullable Object object, @Nullable Object attributes) throws PickleException {
            throw new PickleException("sets attributes of " + Kind.of(object));
        }

        @Override
        public Object external(@Nullable Object id) {
            return new Inert(new ClassName("outside", Kind.of(id)));
        }
    };

    private static @Nullable Object read(byte[] pickle) throws PickleException {
        ByteBuffer bytes = ByteBuffer.wrap(pickle);
        return Unpickler.read(
                new PickleInput((position, length) -> bytes.slice((int) position, length), 0, pickle.length),
                ORDERED_DICT_ONLY);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static AbstractThrowableAssert<?, ?> reading(byte[] pickle) {
        return assertThatThrownBy(() -> read(pickle)).isInstanceOf(PickleException.class);
    }

    private static AbstractThrowableAssert<?, ?> reading(String latin1) {
        return reading(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Tuple tuple(@Nullable Object... items) {
        return new Tuple(Arrays.asList(items));
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOCOL_2, PROTOCOL_5})
    void everyKindOfValueIsReadAsPythonWroteIt(String pickle) throws PickleException {
        Map<?, ?> read = (Map<?, ?>) Objects.requireNonNull(read(hex(pickle)));
        List<?> whole = List.of(
                0L,
                255L,
                65535L,
                -1L,
                1L << 31,
                Long.MIN_VALUE,
                BigInteger.TWO.pow(64),
                BigInteger.TWO.pow(70).negate());
        assertThat(read.keySet().stream().map(String::valueOf))
                .containsExactly("whole", "text", "float", "none", "truth", "tuples", "7", "same");
        assertThat(read.get("whole")).isEqualTo(whole);
        assertThat(read.get("same")).isSameAs(read.get("whole"));
        assertThat(read.get("text")).isEqualTo("grün");
        assertThat(read.get("float")).isEqualTo(0.1);
        assertThat(read.get("none")).isNull();
        assertThat(read.get("truth")).isEqualTo(List.of(true, false));
        assertThat(read.get("tuples"))
                .isEqualTo(List.of(tuple(), tuple(1L), tuple(1L, 2L), tuple(1L, 2L, 3L), tuple(1L, 2L, 3L, 4L)));
        assertThat(read.get(7L)).isEqualTo("seven");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOCOL_2, PROTOCOL_5})
    void anyCutPickleIsRefused(String pickle) {
        byte[] whole = hex(pickle);
        for (int length = 0; length < whole.length; length++) {
            reading(Arrays.copyOf(whole, length)).hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cposix\nsystem\n.", "X\5\0\0\0posixX\6\0\0\0system\u0093."})
    void aClassThatIsNotOnTheListIsRefusedWhereItIsNamed(String pickle) {
        reading(pickle).hasMessageContaining("names posix.system, which is not on the list");
    }

    @Test
    void aNameOfAnyBytesMakesAMessageOfOneLine() {
        reading("cbad\u001B[31m\nna me\n.").hasMessageContaining("names bad?[31m.na?me");
    }

    @ParameterizedTest
    @CsvSource({
        "0x8F, EMPTY_SET",
        "0x69, INST",
        "0x6F, OBJ",
        "0x82, EXT1",
        "0x8B, LONG4",
        "0x96, BYTEARRAY8",
        "0x50, PERSID",
        "0x92, NEWOBJ_EX",
        "0x42, BINBYTES",
        "0x30, POP",
        "0x8D, BINUNICODE8",
        "0x49, INT",
        "0x97, NEXT_BUFFER"
    })
    void anOpcodeThatNoStateDictNeedsIsNamedWithItsPlace(int code, String name) {
        reading(new byte[] {'N', (byte) code, '.'})
                .hasMessageStartingWith("byte 1 of the pickle: opcode " + name + ",");
    }

    @Test
    void anOpcodeThatNoProtocolHasIsRefused() {
        reading("\u0080\u0002\u00FF.").hasMessageStartingWith("byte 2 of the pickle: opcode 0xff");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 255})
    void otherProtocolsAreRefused(int protocol) {
        reading(new byte[] {(byte) 0x80, (byte) protocol, 'N', '.'}).hasMessageContaining("protocol " + protocol);
    }

    @Test
    void aTextLongerThanTheFileAllocatesNothing() {
        reading("X\u00FF\u00FF\u00FF\u00FF.").hasMessageContaining("a text of 4294967295 bytes");
        reading("X\0\0\u0010\0.").hasMessageContaining("truncated: 1048576 bytes");
    }

    @Test
    void aTextThatIsNotUtf8IsRefused() {
        reading("X\1\0\0\0\u00FF.").hasMessageContaining("UTF-8");
    }

    @Test
    void theMemoTakesNoMoreThanWasStored() throws PickleException {
        assertThat(read("Nr\u00FF\u00FF\u00FF\u00FFj\u00FF\u00FF\u00FF\u00FF\u0086."
                        .getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(tuple(null, null));
        reading("h\u0007.").hasMessageContaining("item 7 of the memo");
    }

    @Test
    void depthCostsNoStack() throws PickleException {
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        nested.writeBytes("]".repeat(DEEP).getBytes(StandardCharsets.ISO_8859_1));
        nested.writeBytes("a".repeat(DEEP - 1).getBytes(StandardCharsets.ISO_8859_1));
        nested.write('.');
        assertThat(Kind.of(read(nested.toByteArray()))).isEqualTo("a list");
    }

    @Test
    void aListThatHoldsItselfIsRead() throws PickleException {
        List<?> list = (List<?>) Objects.requireNonNull(read("]q\0h\0a.".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(list.get(0)).isSameAs(list);
    }

    @Test
    void morePartsThanAnyCheckpointHasAreRefused() {
        reading("]".repeat(Unpickler.MAX_OPCODES + 1)).hasMessageContaining("more than " + Unpickler.MAX_OPCODES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "}]Ns.|a key of a dictionary is a list",
                "})Ns.|a key of a dictionary is a tuple",
                "}NNs.|a key of a dictionary is None",
                "}K\1NsK\1Ns.|two items of the same key",
                "}(K\1u.|a key without a value",
                "NNa.|appends to None",
                "NNNs.|puts items into None",
                "(NNs.|a value is missing",
                "a.|a value is missing",
                "t.|a mark is missing",
                "NN.|1 values are left over",
                ".|a value is missing",
                "NNR.|calls None with None",
                "NNb.|sets attributes of None",
                "NN\u0093.|a class is named by None and None"
            })
    void whatNoPicklerWritesIsRefused(String pickle, String cause) {
        reading(pickle).hasMessageContaining(cause);
    }

    @Test
    void attributesOfAnInertObjectAreDropped() throws PickleException {
        assertThat(read("ccollections\nOrderedDict\n)R}b.".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new Inert(new ClassName("collections", "OrderedDict")));
    }
}
