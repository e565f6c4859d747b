package io.primacy.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrafficSimulatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        assertThat(events(7, 6000)).isEqualTo(events(7, 6000));
        assertThat(events(7, 10)).isNotEqualTo(events(8, 10));
    }

    @Test
    void continuedStreamIsTheRestOfTheWholeOne() {
        TrafficSimulator rest = TrafficSimulator.after(7, 4990);
        List<String> whole = events(7, 5010);

        for (String event : whole.subList(4990, 5010)) {
            assertThat(new String(rest.next(), StandardCharsets.UTF_8)).isEqualTo(event);
        }
    }

    @Test
    void eventsHaveTheirFieldsAndTimeAdvances() throws IOException {
        long last = 0;
        for (String event : events(7, 1000)) {
            JsonNode json = JSON.readTree(event);
            for (String field :
                    new String[] {
                        "user", "item", "category", "advertiser", "slot", "hour", "bid", "relevant"
                    }) {
                assertThat(json.has(field)).as(field).isTrue();
            }
            assertThat(json.get("ts_ms").asLong()).isGreaterThanOrEqualTo(last);
            last = json.get("ts_ms").asLong();
        }
    }

    @Test
    void labelsHaveTheirRatesAndSomeAdLabelsAreMissing() throws IOException {
        int relevant = 0;
        int clicked = 0;
        int labelled = 0;
        List<String> events = events(7, 4999 * 8);
        events.removeIf(event -> !event.endsWith("}") || !event.startsWith("{\"ts_ms\":1"));
        for (String event : events) {
            JsonNode json = JSON.readTree(event);
            relevant += json.path("relevant").asInt() == 1 ? 1 : 0;
            clicked += json.path("ad_click").asInt();
            labelled += json.has("ad_click") ? 1 : 0;
        }

        assertThat(relevant / (double) events.size()).isCloseTo(0.30, within(0.02));
        assertThat(clicked / (double) labelled).isCloseTo(0.10, within(0.02));
        assertThat(labelled / (double) events.size()).isCloseTo(0.98, within(0.01));
    }

    @Test
    void relevanceAndAdRevenueConflict() {
        SplittableRandom random = new SplittableRandom(7);
        Catalogue catalogue = new Catalogue(random);
        double[] relevance = new double[20_000];
        double[] attraction = new double[20_000];

        for (int i = 0; i < relevance.length; i++) {
            Catalogue.Shown shown = catalogue.draw(random, i % 24);
            relevance[i] = catalogue.relevance(shown);
            attraction[i] = catalogue.attraction(shown);
        }

        assertThat(correlation(relevance, attraction)).isBetween(-0.8, -0.3);
    }

    @Test
    void everyKindOfBrokenEventComesInTurn() {
        List<String> events =
                events(7, TrafficSimulator.BROKEN_EVERY * BrokenEvent.values().length);

        List<String> broken = new ArrayList<>();
        for (int i = TrafficSimulator.BROKEN_EVERY - 1;
                i < events.size();
                i += TrafficSimulator.BROKEN_EVERY) {
            broken.add(events.get(i));
        }

        assertThat(broken).hasSize(8).contains("").anyMatch(event -> event.startsWith("["));
        assertThat(broken).anyMatch(event -> event.contains("\"relevant\":7"));
        assertThat(broken).anyMatch(event -> event.contains("1e999"));
    }

    private static List<String> events(long seed, int count) {
        TrafficSimulator simulator = new TrafficSimulator(seed);
        List<String> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(new String(simulator.next(), StandardCharsets.UTF_8));
        }
        return events;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
