package io.primacy.ops.rollback;

final class TestingServedTest extends ServedVersionsContract {
    private final TestingServed served = new TestingServed("1-000009", "2-000001");

    @Override
    ServedVersions served() {
        return served;
    }

    @Override
    String latest() {
        return served.latest();
    }

    @Override
    void publishNext() {
        served.publishNext();
    }
}
