package io.primacy.tests.dashboard;

import io.primacy.ops.action.SavepointDesk;
import io.primacy.ops.web.DashboardServer;
import io.primacy.ops.web.WebOptions;
import io.primacy.ops.web.api.DeadLetterArchive;
import java.time.Duration;
import java.util.Map;

/** The dashboard with simulated models, for looking at it: {@code Preview PORT MODELS MINUTES}. */
final class Preview {
    private Preview() {}

    public static void main(String... arguments) throws InterruptedException {
        SimulatedRoom simulated =
                SimulatedRoom.of(
                        Integer.parseInt(arguments[1]),
                        Duration.ofMinutes(Long.parseLong(arguments[2])));
        DeadLetterArchive none =
                new DeadLetterArchive(Map.of("bootstrap.servers", "127.0.0.1:1"), "none");
        try (DashboardServer server =
                DashboardServer.start(
                        simulated.room,
                        none,
                        null,
                        SavepointDesk.closed(),
                        WebOptions.loopback(Integer.parseInt(arguments[0])))) {
            System.out.println(server.address());
            while (!Thread.interrupted()) {
                simulated.tick();
                Thread.sleep(1000);
            }
        }
    }
}
