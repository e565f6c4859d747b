package io.primacy.schema.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleParserTest {
    private static final LearnerConfig CONFIG =
            ConfigReader.parse(
                    "test",
                    """
                    name: test
                    events: {topic: t, time: /ts, model-key: /ctx/scene, weight: /w, max-bytes: 600B,
                             max-value-length: 12, max-list-length: 3}
                    features:
                      - {name: price, type: numeric, transform: log1p, offset: 1, scale: 2}
                      - {name: user, path: /ctx/user}
                      - {name: tags, type: categorical-list, separator: ","}
                      - {name: first, path: /list/0}
                      - {name: again, path: /ctx/user}
                    tasks: [{name: like, priority: 1}, {name: stay, priority: 2, loss: squared}]
                    snapshot: {directory: d}
                    """);

    private final ExampleParser parser = new ExampleParser(CONFIG);

    private Example parsed(String json) {
        ParseResult result = parse(json.getBytes(StandardCharsets.UTF_8));
        assertThat(result).as(json).isInstanceOf(ParseResult.Parsed.class);
        return ((ParseResult.Parsed) result).example();
    }

    private ParseResult parse(byte[] bytes) {
        return parser.parse(bytes, "t", 3, 42, 99);
    }

    private static long id(String feature, String value) {
        return FeatureHash.of(feature).id(value);
    }

    @Test
    void anEventBecomesIdsNumbersAndLabelsInTheConfigsOrder() {
        Example e =
                parsed(
                        """
                        {"like": 1, "tags": ["a", "b"], "ts": 1700000000000, "w": 2.5, "other": {"x": [1]},
                         "ctx": {"user": 712, "scene": "home"}, "list": ["z", "y"], "price": 9, "stay": -3.5}
                        """);

        assertThat(e.modelKey()).isEqualTo("home");
        assertThat(e.timeMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(e.partition()).isEqualTo(3);
        assertThat(e.offset()).isEqualTo(42);
        assertThat(e.weight()).isEqualTo(2.5f);
        assertThat(e.ids())
                .containsExactly(
                        id("user", "712"),
                        id("tags", "a"),
                        id("tags", "b"),
                        id("first", "z"),
                        id("again", "712"));
        assertThat(e.ends()).containsExactly(1, 3, 4, 5);
        assertThat(e.numerics()).containsExactly((float) ((Math.log(10) - 1) * 2));
        assertThat(e.labels()).containsExactly(1f, -3.5f);
    }

    @Test
    void textCellsOfAFileMeanTheSameAsJsonValues() {
        Example e =
                parsed(
                        """
                        {"like": "1", "tags": "a,,b", "ts": "1700000000000", "w": "2.5",
                         "ctx": {"user": "712", "scene": "home"}, "list": ["z"], "price": "9", "stay": "-3.5"}
                        """);

        assertThat(e.ids())
                .containsExactly(
                        id("user", "712"),
                        id("tags", "a"),
                        id("tags", "b"),
                        id("first", "z"),
                        id("again", "712"));
        assertThat(e.labels()).containsExactly(1f, -3.5f);
        assertThat(e.weight()).isEqualTo(2.5f);
    }

    @Test
    void whatIsMissingHasItsNeutralValue() {
        Example e =
                parsed(
                        "{\"ts\":1,\"ctx\":{\"scene\":\"s\",\"user\":null},\"like\":true,\"price\":\"\"}");

        assertThat(e.ids()).containsExactly(id("user", ""), id("first", ""), id("again", ""));
        assertThat(e.ends()).containsExactly(1, 1, 2, 3);
        assertThat(e.numerics()).containsExactly(0f);
        assertThat(e.labels()[0]).isEqualTo(1f);
        assertThat(e.labels()[1]).isNaN();
        assertThat(e.weight()).isEqualTo(1f);
    }

    @Test
    void aFieldThatStandsTwiceCountsOnce() {
        Example e =
                parsed(
                        "{\"ts\":1,\"like\":0,\"like\":1,\"tags\":\"a,b\",\"tags\":[\"c\"],\"ctx\":{\"scene\":\"s\"}}");

        assertThat(e.labels()[0]).isEqualTo(1f);
        assertThat(Arrays.copyOfRange(e.ids(), e.ends()[0], e.ends()[1]))
                .containsExactly(id("tags", "c"));
    }

    @Test
    void valuesOutsideAsciiAreHashedAsUtf8() {
        Example e =
                parsed(
                        "{\"ts\":1,\"like\":1,\"ctx\":{\"scene\":\"s\",\"user\":\"Zoë\\ud83d\\ude00\"}}");

        assertThat(e.ids()[0]).isEqualTo(id("user", "Zoë😀"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EMPTY|''",
                "NOT_JSON|nonsense",
                "NOT_JSON|{\"ts\":1",
                "NOT_JSON|{\"ts\":1,\"like\":1,\"ctx\":{\"scene\":\"s\"}} x",
                "NOT_AN_OBJECT|[1]",
                "NOT_AN_OBJECT|7",
                "WRONG_TYPE|{\"price\":\"dear\"}",
                "WRONG_TYPE|{\"price\":true}",
                "WRONG_TYPE|{\"like\":{\"a\":1}}",
                "WRONG_TYPE|{\"ctx\":{\"user\":[1]}}",
                "WRONG_TYPE|{\"tags\":[[\"a\"]]}",
                "NOT_FINITE|{\"price\":NaN}",
                "NOT_FINITE|{\"price\":\"Infinity\"}",
                "NOT_FINITE|{\"price\":1e999}",
                "NOT_FINITE|{\"stay\":1e60}",
                "VALUE_TOO_LONG|{\"ctx\":{\"user\":\"0123456789abc\"}}",
                "VALUE_TOO_LONG|{\"ctx\":{\"user\":\"éééééééé\"}}",
                "LIST_TOO_LONG|{\"tags\":[1,2,3,4]}",
                "LIST_TOO_LONG|{\"tags\":\"1,2,3,4\"}",
                "LABEL_OUT_OF_RANGE|{\"like\":1.5}",
                "LABEL_OUT_OF_RANGE|{\"like\":-1}",
                "NO_LABEL|{\"ts\":1,\"ctx\":{\"scene\":\"s\"}}",
                "BAD_TIME|{\"like\":1,\"ctx\":{\"scene\":\"s\"}}",
                "BAD_TIME|{\"ts\":-5}",
                "BAD_TIME|{\"ts\":1.5}",
                "BAD_TIME|{\"ts\":true}",
                "BAD_TIME|{\"ts\":\"yesterday\"}",
                "BAD_WEIGHT|{\"w\":0}",
                "BAD_WEIGHT|{\"w\":-2}",
                "BAD_WEIGHT|{\"w\":1e-60}",
                "BAD_WEIGHT|{\"w\":\"NaN\"}",
                "BAD_WEIGHT|{\"w\":\"heavy\"}",
                "BAD_WEIGHT|{\"w\":true}",
                "BAD_MODEL_KEY|{\"ts\":1,\"like\":1}",
                "BAD_MODEL_KEY|{\"ts\":1,\"like\":1,\"ctx\":{\"scene\":\"\"}}",
            })
    void whatCannotBeUsedIsADeadLetterWithItsReason(Reason reason, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        ParseResult result = parse(bytes);

        assertThat(result).isInstanceOf(ParseResult.Rejected.class);
        DeadLetter letter = ((ParseResult.Rejected) result).deadLetter();
        assertThat(letter.reason()).as(letter.detail()).isEqualTo(reason);
        assertThat(letter.value()).isSameAs(bytes);
        assertThat(letter.detail()).isNotBlank();
        assertThat(letter.topic()).isEqualTo("t");
        assertThat(letter.partition()).isEqualTo(3);
        assertThat(letter.offset()).isEqualTo(42);
    }

    /**
     * RFC 3629; the parser alone accepts overlong forms, surrogates and codes that do not exist.
     */
    @ParameterizedTest
    @ValueSource(strings = {"c0af", "eda080", "f4908080", "80", "e228a1"})
    void malformedUtf8IsRefusedInValuesNamesAndWhatNobodyAsksFor(String hex) {
        String bad = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
        for (String event :
                new String[] {
                    "{'ts':1,'like':1,'ctx':{'scene':'s','user':'BAD'}}",
                    "{'ts':1,'like':1,'ctx':{'scene':'s'},'BAD':1}",
                    "{'ts':1,'like':1,'ctx':{'scene':'s'},'other':['BAD']}",
                }) {
            String json = event.replace('\'', '"').replace("BAD", bad);

            ParseResult result = parse(json.getBytes(StandardCharsets.ISO_8859_1));

            assertThat(((ParseResult.Rejected) result).deadLetter().reason())
                    .isEqualTo(Reason.NOT_JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void otherEncodingsAreRefused(String charset) {
        String json = "{\"ts\":1,\"like\":1,\"ctx\":{\"scene\":\"s\"}}";

        ParseResult result = parse(json.getBytes(Charset.forName(charset)));

        assertThat(((ParseResult.Rejected) result).deadLetter().detail()).contains("UTF-8");
    }

    @Test
    void aBooleanIsAModelKeyByItsName() {
        assertThat(parsed("{\"ts\":1,\"like\":1,\"ctx\":{\"scene\":true}}").modelKey())
                .isEqualTo("true");
    }

    @Test
    void theDetailShowsAtMostEightyCharactersOfWhatWasFound() {
        String json = "{\"price\":\"" + "x".repeat(500) + "\"}";

        ParseResult result = parse(json.getBytes(StandardCharsets.UTF_8));

        assertThat(((ParseResult.Rejected) result).deadLetter().detail())
                .isEqualTo("/price must be a number, found '" + "x".repeat(80) + "…'");
    }

    @Test
    void aTombstoneAndAnOversizedEventAreDeadLetters() {
        ParseResult none = parse(null);
        ParseResult large = parse(new byte[601]);

        assertThat(((ParseResult.Rejected) none).deadLetter().reason()).isEqualTo(Reason.EMPTY);
        assertThat(((ParseResult.Rejected) large).deadLetter().reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aLabelCountsOnlyWhereItsConditionHolds() {
        ExampleParser masked =
                new ExampleParser(
                        ConfigReader.parse(
                                "test",
                                """
                                name: test
                                events: {topic: t}
                                features: [{name: user}]
                                tasks: [{name: click, priority: 1},
                                        {name: buy, priority: 2, when: /click},
                                        {name: count, priority: 3, loss: poisson}]
                                snapshot: {directory: d}
                                """));
        String[] events = {
            "{\"click\":1,\"buy\":1}",
            "{\"click\":0,\"buy\":1}",
            "{\"click\":true,\"buy\":0}",
            "{\"buy\":1,\"count\":3}",
            "{\"count\":-1}"
        };

        List<float[]> labels = new ArrayList<>();
        for (String event : events) {
            ParseResult result = masked.parse(event.getBytes(StandardCharsets.UTF_8), "t", 0, 0, 0);
            labels.add(result instanceof ParseResult.Parsed p ? p.example().labels() : null);
        }

        assertThat(labels.get(0)).containsExactly(1, 1, Float.NaN);
        assertThat(labels.get(1)).containsExactly(0, Float.NaN, Float.NaN);
        assertThat(labels.get(2)).containsExactly(1, 0, Float.NaN);
        assertThat(labels.get(3)).containsExactly(Float.NaN, Float.NaN, 3);
        assertThat(labels.get(4)).as("a negative count is refused").isNull();
    }

    @Test
    void aRejectedEventLeavesNothingBehind() {
        parse("{\"tags\":[\"x\",\"y\"],\"like\":1,\"price\":NaN}".getBytes(StandardCharsets.UTF_8));

        Example e = parsed("{\"ts\":1,\"stay\":2,\"ctx\":{\"scene\":\"s\"}}");

        assertThat(e.ids()).hasSize(3);
        assertThat(e.labels()[0]).isNaN();
    }

    @Property(tries = 3_000)
    void whateverTheBytesItIsAnExampleOrADeadLetter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes =
                ("{\"like\": 1, \"tags\": [\"a\", \"b\"], \"ts\": 17000, \"w\": 2.5,"
                                + " \"ctx\": {\"user\": 712, \"scene\": \"home\"}, \"price\": 9, \"stay\": -3.5}")
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }

        ParseResult result = parse(bytes);

        if (result instanceof ParseResult.Parsed parsed) {
            Example e = parsed.example();
            assertThat(e.ends()).hasSize(4);
            assertThat(e.ids()).hasSize(e.ends()[3]);
            assertThat(e.numerics()).hasSize(1);
            assertThat(Float.isFinite(e.numerics()[0])).isTrue();
            assertThat(e.labels()).hasSize(2);
            assertThat(e.weight()).isPositive();
        } else {
            assertThat(((ParseResult.Rejected) result).deadLetter().value()).isSameAs(bytes);
        }
    }
}
