package io.primacy.tests.fault;

import io.primacy.schema.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All committed records of a dead-letter topic.
 *
 * @param offsets of the events, each once
 * @param records how many records tell of them
 */
record DeadLetters(SortedSet<Long> offsets, int records) {
    static DeadLetters read(String bootstrapServers, String topic) {
        SortedSet<Long> offsets = new TreeSet<>();
        List<ConsumerRecord<byte[], byte[]>> records = CommittedRecords.of(bootstrapServers, topic);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] offset = record.headers().lastHeader(DeadLetter.OFFSET_HEADER).value();
            offsets.add(Long.parseLong(new String(offset, StandardCharsets.UTF_8)));
        }
        return new DeadLetters(offsets, records.size());
    }
}
