package io.primacy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.pipeline.fixture.SmallLearner;
import io.primacy.schema.config.LearnerConfig;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.RocksDB;

class RocksDbOptionsTest {
    @Test
    void flinkTakesTheFactoryThatTheSettingsName() throws Exception {
        LearnerConfig config = SmallLearner.standard().config();
        Configuration settings = FlinkSettings.of(config, JobOptions.of(config, "none:1"));
        RocksDBOptionsFactory factory =
                new EmbeddedRocksDBStateBackend()
                        .configure(settings, getClass().getClassLoader())
                        .getRocksDBOptions();
        assertThat(factory).isInstanceOf(RocksDbOptions.class);
    }

    @Test
    void lookupsAreSparedTheSearchOfWhatIsInMemory() {
        RocksDB.loadLibrary();
        try (ColumnFamilyOptions options = new ColumnFamilyOptions()) {
            new RocksDbOptions().createColumnOptions(options, List.of());
            assertThat(options.memtableWholeKeyFiltering()).isTrue();
            assertThat(options.memtablePrefixBloomSizeRatio()).isEqualTo(0.002);
        }
    }
}
