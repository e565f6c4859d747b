package io.primacy.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.EventsConfig;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecordMappingTest {
    private final RecordMapping mapping = mapping("/ts", "/scene");

    @Test
    void timeAndKeyComeFromTheEvent() {
        RecordMapping.Mapped mapped = map(mapping, "{\"ts\":1650812741436,\"scene\":\"feed\"}");

        assertThat(mapped.timestampMillis()).isEqualTo(1650812741436L);
        assertThat(mapped.key()).asString(StandardCharsets.UTF_8).isEqualTo("feed");
    }

    @Test
    void stringsOfATableServeAsWell() {
        RecordMapping.Mapped mapped = map(mapping, "{\"ts\":\"1650812741436\",\"scene\":\"7\"}");

        assertThat(mapped.timestampMillis()).isEqualTo(1650812741436L);
        assertThat(mapped.key()).asString(StandardCharsets.UTF_8).isEqualTo("7");
    }

    @Test
    void eventsThatDoNotSayAreSentWithout() {
        for (String event :
                new String[] {
                    "{}",
                    "",
                    "[1]",
                    "{\"ts\":",
                    "{\"ts\":\"noon\"}",
                    "{\"ts\":-5}",
                    "{\"ts\":1.5}",
                    "{\"ts\":1e300}",
                    "{\"scene\":{}}",
                    "{\"scene\":null}"
                }) {
            assertThat(map(mapping, event).timestampMillis()).as(event).isNull();
            assertThat(map(mapping, event).key()).as(event).isNull();
        }
    }

    @Test
    void nothingConfiguredNothingMapped() {
        RecordMapping.Mapped mapped = map(mapping(null, null), "{\"ts\":1,\"scene\":\"feed\"}");

        assertThat(mapped.timestampMillis()).isNull();
        assertThat(mapped.key()).isNull();
    }

    private static RecordMapping mapping(String time, String modelKey) {
        return new RecordMapping(
                new EventsConfig(
                        "impressions",
                        time,
                        modelKey,
                        null,
                        "dead",
                        "metrics",
                        "snapshots",
                        1,
                        1,
                        1));
    }

    private static RecordMapping.Mapped map(RecordMapping mapping, String event) {
        return mapping.map(event.getBytes(StandardCharsets.UTF_8));
    }
}
