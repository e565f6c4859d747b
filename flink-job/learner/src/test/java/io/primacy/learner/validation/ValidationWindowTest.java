package io.primacy.learner.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValidationWindowTest {

    @Test
    void figuresMatchBruteForce() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 4_000;
        float[] outputs = new float[n];
        float[] labels = new float[n];
        ValidationWindow window = new ValidationWindow(1, 1_000_000);
        window.begin(n);
        double loss = 0;
        double p = 0;
        double y = 0;
        for (int i = 0; i < n; i++) {
            outputs[i] = (float) (random.nextGaussian() - 1);
            double probability = 1 / (1 + Math.exp(-outputs[i]));
            labels[i] = random.nextDouble() < probability ? 1 : 0;
            double own = labels[i] == 1 ? -Math.log(probability) : -Math.log(1 - probability);
            window.add(0, outputs[i], (float) probability, labels[i], 1, own, own * 0.9);
            loss += own;
            p += probability;
            y += labels[i];
        }

        TaskFigures figures = window.figures(0);

        double rate = y / n;
        double entropy = -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
        assertThat(figures.labels()).isEqualTo(n);
        assertThat(figures.loss()).isCloseTo(loss / n, within(1e-9));
        assertThat(figures.calibration()).isCloseTo(p / y, within(1e-6));
        assertThat(figures.normalizedEntropy()).isCloseTo(loss / n / entropy, within(1e-9));
        assertThat(figures.violation()).isCloseTo(1 / 0.9 - 1, within(1e-9));
        assertThat(figures.auc()).isCloseTo(auc(outputs, labels), within(5e-4));
    }

    @Test
    void whatIsOlderThanTheWindowIsForgotten() {
        ValidationWindow window = new ValidationWindow(1, 160);
        for (int i = 0; i < 1_000; i++) {
            window.begin(1);
            window.add(0, 0, 0.5f, 1, 1, i < 800 ? 100 : 1, 1);
        }

        assertThat(window.events()).isBetween(150L, 160L);
        assertThat(window.figures(0).loss()).isEqualTo(1);
    }

    @Test
    void writtenAndReadItIsTheSame() {
        ValidationWindow one = new ValidationWindow(2, 64);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            one.begin(1);
            one.add(i % 2, (float) random.nextGaussian(), 0.3f, i % 3 == 0 ? 1 : 0, 1.5f, 0.4, 0.5);
        }
        ByteBuffer bytes = ByteBuffer.allocate(one.encodedBytes());
        one.write(bytes);
        ValidationWindow other = new ValidationWindow(2, 64);
        other.read(bytes.flip());

        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(other.events()).isEqualTo(one.events());
        assertThat(other.figures(0)).isEqualTo(one.figures(0));
        assertThat(other.figures(1)).isEqualTo(one.figures(1));
    }

    @Test
    void withoutLabelsNoFigureExists() {
        TaskFigures figures = new ValidationWindow(1, 10).figures(0);

        assertThat(figures.labels()).isZero();
        assertThat(figures.loss()).isNaN();
        assertThat(figures.auc()).isNaN();
        assertThat(figures.violation()).isNaN();
    }

    private static double auc(float[] outputs, float[] labels) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < outputs.length; i++) {
            for (int j = 0; j < outputs.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    pairs++;
                    wins += outputs[i] > outputs[j] ? 1 : outputs[i] == outputs[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }
}
