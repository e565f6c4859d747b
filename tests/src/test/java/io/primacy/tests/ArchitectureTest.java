package io.primacy.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The walls of the house that a missing dependency cannot be. */
@AnalyzeClasses(packages = "io.primacy", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String SCHEMA = "io.primacy.schema..";
    private static final String LEARNER = "io.primacy.learner..";
    private static final String ONNX = "io.primacy.onnx..";
    private static final String SERVING = "io.primacy.serving..";
    private static final String PIPELINE = "io.primacy.pipeline..";
    private static final String OPS = "io.primacy.ops..";
    private static final String LOCAL = "io.primacy.local..";

    // Modules

    @ArchTest
    static final ArchRule schemaKnowsTheJdkAndJacksonOnly =
            classes()
                    .that()
                    .resideInAPackage(SCHEMA)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(SCHEMA, "java..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule learnerKnowsTheJdkNd4jAndSchemaOnly =
            classes()
                    .that()
                    .resideInAPackage(LEARNER)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            LEARNER,
                            SCHEMA,
                            "java..",
                            "org.nd4j..",
                            "org.bytedeco..",
                            "dev.ludovic.netlib..",
                            "com.sun.jna..",
                            "com.sun.management..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule onnxKnowsSchemaAndTheMessagesOfOnnxOnly =
            classes()
                    .that()
                    .resideInAPackage(ONNX)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            ONNX, SCHEMA, "java..", "ai.onnx.proto..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule servingKnowsSchemaAndOnnxRuntimeOnly =
            classes()
                    .that()
                    .resideInAPackage(SERVING)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(SERVING, SCHEMA, "java..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule pipelineKnowsNeitherOperatorsNorTheLocalProcess =
            noClasses()
                    .that()
                    .resideInAPackage(PIPELINE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OPS, LOCAL, "info.picocli..", "picocli..");

    @ArchTest
    static final ArchRule opsKnowsNeitherFlinkNorNd4j =
            noClasses()
                    .that()
                    .resideInAPackage(OPS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            LEARNER,
                            PIPELINE,
                            LOCAL,
                            "org.apache.flink..",
                            "org.nd4j..",
                            "org.bytedeco..",
                            "dev.ludovic.netlib..");

    // The learner is a pure function of state and batch

    @ArchTest
    static final ArchRule learnerReadsNoClock =
            noClasses()
                    .that()
                    .resideInAPackage(LEARNER)
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Clock.class, Date.class)
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethodWhere(
                            target(owner(resideInAPackage("java.time..")))
                                    .and(target(nameMatching("now"))));

    @ArchTest
    static final ArchRule learnerDoesNoInputOrOutput =
            noClasses()
                    .that()
                    .resideInAPackage(LEARNER)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "java.io..",
                                            "java.nio.file..",
                                            "java.nio.channels..",
                                            "java.net..")
                                    .and(
                                            not(
                                                    belongToAnyOf(
                                                            java.io.Serializable.class,
                                                            java.net.URLEncoder.class,
                                                            java.net.URLDecoder.class))));

    @ArchTest
    static final ArchRule learnerDrawsFromSeedsOnly =
            noClasses()
                    .that()
                    .resideInAPackage(LEARNER)
                    .should()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(Random.class, ThreadLocalRandom.class, java.util.UUID.class)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("java.security..");

    /** Maps and sets of the JDK whose order depends on hashes, identities or the process's salt. */
    @ArchTest
    static final ArchRule learnerIteratesInADefinedOrder =
            noClasses()
                    .that()
                    .resideInAPackage(LEARNER)
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            HashMap.class,
                            HashSet.class,
                            IdentityHashMap.class,
                            WeakHashMap.class,
                            ConcurrentHashMap.class)
                    .orShould()
                    .callMethodWhere(
                            target(owner(belongToAnyOf(Map.class, Set.class)))
                                    .and(target(nameMatching("of|ofEntries|copyOf"))))
                    .orShould()
                    .callMethodWhere(
                            target(owner(belongToAnyOf(Collectors.class)))
                                    .and(
                                            target(
                                                    nameMatching(
                                                            "to(Unmodifiable)?(Map|Set)"
                                                                    + "|groupingBy.*"))))
                    .because("a restored run equals the uninterrupted run, bit for bit");

    // State

    @ArchTest
    static final ArchRule oneClassesPackageOwnsTheState =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.primacy.pipeline.state..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink.api.common.state..");

    @ArchTest
    static final ArchRule nothingGoesThroughKryo =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.esotericsoftware..", "..typeutils.runtime.kryo..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveSimpleName("GenericTypeInfo")
                    .orShould()
                    .callMethodWhere(
                            target(
                                            owner(
                                                    nameMatching(
                                                            "org\\.apache\\.flink\\.api\\.common"
                                                                    + "\\.typeinfo\\.Types")))
                                    .and(target(nameMatching("GENERIC"))));

    @ArchTest
    static final ArchRule noStaticStateChanges = fields().that().areStatic().should().beFinal();

    // Names

    @ArchTest
    static final ArchRule typesAreNamedForWhatTheyAre =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl|Services?)(\\$.*)?");

    @ArchTest
    static final ArchRule packagesAreNamedForWhatLivesThere =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            List.of("util", "utils", "common", "helper", "core", "manager").stream()
                                    .map(name -> "io.primacy..%s..".formatted(name))
                                    .toArray(String[]::new));
}
