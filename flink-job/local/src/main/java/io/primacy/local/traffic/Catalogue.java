package io.primacy.local.traffic;

import java.util.SplittableRandom;

/**
 * Users, items and advertisers with what is hidden in them, and how likely the two labels are.
 *
 * <p>Relevance wants a match of user and item and a good item. An ad click wants a match of user
 * and advertiser and a lurid ad, and it is the poor items that lurid ads do well beside, and the
 * bored user who looks at them. So the two tasks ask opposite things of the same user and item
 * embeddings, and each also asks for dimensions of its own.
 */
final class Catalogue {
    static final int USERS = 2000;
    static final int ITEMS = 1000;
    static final int ADVERTISERS = 200;
    static final int SLOTS = 4;
    static final int CATEGORIES = 25;

    private static final int SEGMENTS = 20;
    private static final int INDUSTRIES = 15;
    private static final int DIMENSION = 4;
    private static final double RELEVANT_RATE = 0.30;
    private static final double AD_CLICK_RATE = 0.10;
    private static final int CALIBRATION_DRAWS = 20_000;

    private final Latents taste;
    private final Latents topic;
    private final Latents susceptibility;
    private final Latents product;
    private final double[] quality;
    private final double[] allure;
    private final double[] peakHour;
    private final Popularity userPopularity = new Popularity(USERS, 0.6);
    private final Popularity itemPopularity = new Popularity(ITEMS, 0.8);
    private final Popularity advertiserPopularity = new Popularity(ADVERTISERS, 0.6);
    private final double relevantIntercept;
    private final double adClickIntercept;

    Catalogue(SplittableRandom random) {
        taste = Latents.draw(random, USERS, SEGMENTS, DIMENSION);
        topic = Latents.draw(random, ITEMS, CATEGORIES, DIMENSION);
        susceptibility = Latents.draw(random, USERS, SEGMENTS, DIMENSION);
        product = Latents.draw(random, ADVERTISERS, INDUSTRIES, DIMENSION);
        quality = Latents.gaussians(random, ITEMS);
        allure = Latents.gaussians(random, ADVERTISERS);
        peakHour = new double[CATEGORIES];
        for (int c = 0; c < CATEGORIES; c++) {
            peakHour[c] = random.nextDouble() * 24;
        }
        double[] relevance = new double[CALIBRATION_DRAWS];
        double[] attraction = new double[CALIBRATION_DRAWS];
        for (int i = 0; i < CALIBRATION_DRAWS; i++) {
            Shown shown = draw(random, random.nextInt(24));
            relevance[i] = relevance(shown);
            attraction[i] = attraction(shown);
        }
        relevantIntercept = intercept(relevance, RELEVANT_RATE);
        adClickIntercept = intercept(attraction, AD_CLICK_RATE);
    }

    /** What is shown to whom at a UTC hour. */
    Shown draw(SplittableRandom random, int utcHour) {
        int user = userPopularity.draw(random);
        int item = itemPopularity.draw(random);
        int advertiser = advertiserPopularity.draw(random);
        double bid = StrictMath.exp(0.5 * random.nextGaussian() + 0.3 * allure[advertiser]);
        int localHour = (utcHour + user % 24) % 24;
        return new Shown(
                user,
                item,
                topic.group()[item],
                advertiser,
                random.nextInt(SLOTS),
                localHour,
                StrictMath.round(bid * 100) / 100.0);
    }

    double relevantProbability(Shown shown) {
        return logistic(relevance(shown) + relevantIntercept);
    }

    double adClickProbability(Shown shown) {
        return logistic(attraction(shown) + adClickIntercept);
    }

    /** Logit of relevance, without its intercept. */
    double relevance(Shown shown) {
        double phase = (shown.hour() - peakHour[shown.category()]) * StrictMath.PI / 12;
        return 1.1 * quality[shown.item()]
                + 0.9 * interest(shown)
                + 0.3 * StrictMath.cos(phase)
                - 0.1 * shown.slot();
    }

    /** Logit of an ad click, without its intercept. */
    double attraction(Shown shown) {
        double match =
                Latents.match(
                        susceptibility.vectors()[shown.user()],
                        product.vectors()[shown.advertiser()]);
        double lurid = 0.8 * allure[shown.advertiser()] - 0.8 * quality[shown.item()];
        return lurid
                + 0.8 * match
                - 0.4 * interest(shown)
                + 0.4 * StrictMath.log(Math.max(0.01, shown.bid()))
                - 0.2 * shown.slot();
    }

    private double interest(Shown shown) {
        return Latents.match(taste.vectors()[shown.user()], topic.vectors()[shown.item()]);
    }

    /** The intercept that gives these logits a mean probability of {@code rate}; by bisection. */
    private static double intercept(double[] logits, double rate) {
        double low = -20;
        double high = 20;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double logit : logits) {
                sum += logistic(logit + middle);
            }
            if (sum / logits.length < rate) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double logistic(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    /**
     * One impression before anybody reacted.
     *
     * @param hour the user's local hour, 0 to 23
     * @param bid the advertiser's, in cents of the currency, &gt; 0
     */
    record Shown(
            int user, int item, int category, int advertiser, int slot, int hour, double bid) {}
}
