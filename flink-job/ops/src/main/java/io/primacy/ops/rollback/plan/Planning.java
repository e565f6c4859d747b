package io.primacy.ops.rollback.plan;

import io.primacy.schema.savepoint.JobParameters;
import io.primacy.schema.savepoint.SavepointEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides what a rollback does, or that it would go wrong. Pure: nothing is asked or touched. */
public final class Planning {
    private final Facts facts;
    private final OffsetsChoice choice;

    private Planning(Facts facts, OffsetsChoice choice) {
        this.facts = facts;
        this.choice = choice;
    }

    /**
     * Makes the plan.
     *
     * @param otherConfig whether the savepoint may be of another config than the job reads
     * @throws RefusedException if it would go wrong; says why and what to do instead
     */
    public static RollbackPlan plan(Facts facts, OffsetsChoice choice, boolean otherConfig) {
        Planning planning = new Planning(facts, choice);
        planning.requireWhole();
        planning.requireConfig(otherConfig);
        planning.requireModels();
        List<Account> accounts = planning.accounts();
        return planning.plan(accounts);
    }

    private void requireWhole() {
        if (!facts.problems().isEmpty()) {
            throw new RefusedException(
                    "Savepoint %s cannot be restored: %s. Choose another one of savepoint list."
                            .formatted(facts.target().id(), String.join("; ", facts.problems())));
        }
        if (facts.target().contents() == null) {
            throw new RefusedException(
                    "Nobody has read yet what is in savepoint "
                            + facts.target().id()
                            + "; do so with ./primacy savepoint verify --deep "
                            + facts.target().id()
                            + ".");
        }
    }

    private void requireConfig(boolean otherConfig) {
        if (!otherConfig && !facts.target().configDigest().equals(facts.configDigest())) {
            throw new RefusedException(
                    "Savepoint "
                            + facts.target().id()
                            + " was taken with another config (digest "
                            + shortened(facts.target().configDigest())
                            + ", now "
                            + shortened(facts.configDigest())
                            + "). Restore that config first, or say --other-config: new features and"
                            + " lower tasks are carried over, what does not fit is refused by the job.");
        }
    }

    private void requireModels() {
        List<String> saved =
                facts.target().contents().models().stream().map(SavepointEntry.Model::key).toList();
        for (String model : facts.models()) {
            if (!saved.contains(model)) {
                throw new RefusedException(
                        "Savepoint %s has no model '%s'; it has %s. Name one of those, or another savepoint."
                                .formatted(facts.target().id(), model, String.join(", ", saved)));
            }
        }
    }

    private static String shortened(String digest) {
        return digest.length() <= 12 ? digest : digest.substring(0, 12);
    }

    private List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        Map<Integer, Long> saved = new TreeMap<>();
        for (SavepointEntry.Offset offset : facts.target().contents().offsets()) {
            saved.put(offset.partition(), offset.next());
        }
        new TreeMap<>(facts.events())
                .forEach(
                        (number, partition) -> {
                            // A partition that the savepoint does not know is read from its
                            // beginning.
                            long read = saved.getOrDefault(number, partition.beginning());
                            accounts.add(account(number, read, partition));
                        });
        return accounts;
    }

    private Account account(int number, long read, Facts.Partition partition) {
        long end = partition.end();
        if (choice instanceof OffsetsChoice.Latest || choice instanceof OffsetsChoice.Present) {
            return new Account(number, read, end, end, end, end);
        }
        if (choice instanceof OffsetsChoice.At) {
            return new Account(number, read, partition.from(), end, end, end);
        }
        requireKept(number, read, partition);
        return choice instanceof OffsetsChoice.Skip
                ? new Account(number, read, read, end, partition.from(), partition.to())
                : new Account(number, read, read, end, end, end);
    }

    private void requireKept(int number, long read, Facts.Partition partition) {
        if (read < partition.beginning()) {
            throw new RefusedException(
                    "Savepoint %s ends at offset %d of partition %d, but Kafka keeps that from %d on: %d events are gone. Say --offsets latest, or a time since then."
                            .formatted(
                                    facts.target().id(),
                                    read,
                                    number,
                                    partition.beginning(),
                                    partition.beginning() - read));
        }
        if (read > partition.end()) {
            throw new RefusedException(
                    "Savepoint %s ends at offset %d of partition %d, but the topic ends at %d: it is another topic, or it was made anew. Say --offsets latest."
                            .formatted(facts.target().id(), read, number, partition.end()));
        }
    }

    private RollbackPlan plan(List<Account> accounts) {
        boolean set = choice instanceof OffsetsChoice.Latest || choice instanceof OffsetsChoice.At;
        return new RollbackPlan(
                facts.id(),
                facts.time(),
                facts.learner(),
                facts.target().id(),
                facts.target().location(),
                facts.models(),
                choice.toString(),
                facts.jobId(),
                presentArguments(),
                facts.models().isEmpty() ? arguments(accounts, set) : returnArguments(),
                set,
                facts.jar(),
                facts.stopDirectory(),
                facts.aliases(),
                accounts);
    }

    /** The running job's; models that once returned into it are in its state since. */
    private List<String> presentArguments() {
        List<String> arguments = new ArrayList<>();
        List<String> running = facts.jobArguments();
        for (int i = 0; i + 1 < running.size(); i += 2) {
            if (!isReturn(running.get(i))) {
                add(arguments, running.get(i), running.get(i + 1));
            }
        }
        return arguments;
    }

    /** The running job's, and the models that return into its state. */
    private List<String> returnArguments() {
        List<String> arguments = presentArguments();
        add(arguments, JobParameters.MODELS_FROM, facts.target().location());
        facts.models().forEach(model -> add(arguments, JobParameters.RETURNED_MODEL, model));
        return arguments;
    }

    /** The running job's, but with the savepoint's way of reading events. */
    private List<String> arguments(List<Account> accounts, boolean set) {
        List<String> arguments = new ArrayList<>();
        List<String> saved = facts.target().arguments();
        List<String> running = presentArguments();
        for (int i = 0; i + 1 < running.size(); i += 2) {
            if (!isLineage(running.get(i))) {
                add(arguments, running.get(i), running.get(i + 1));
            }
        }
        String source = JobParameters.FIRST_SOURCE;
        for (int i = 0; i + 1 < saved.size(); i += 2) {
            if (saved.get(i).equals(JobParameters.SKIP)) {
                add(arguments, JobParameters.SKIP, saved.get(i + 1));
            } else if (saved.get(i).equals(JobParameters.SOURCE)) {
                source = saved.get(i + 1);
            }
        }
        if (set) {
            add(arguments, JobParameters.SOURCE, next(source));
            add(
                    arguments,
                    JobParameters.START_OFFSETS,
                    accounts.stream()
                            .map(a -> a.partition() + "=" + a.start())
                            .collect(Collectors.joining(",")));
        } else if (!source.equals(JobParameters.FIRST_SOURCE)) {
            add(arguments, JobParameters.SOURCE, source);
        }
        if (choice instanceof OffsetsChoice.Skip skip) {
            String time = skip.from().toEpochMilli() + ".." + skip.to().toEpochMilli();
            add(arguments, JobParameters.SKIP, time);
        }
        return arguments;
    }

    private static boolean isReturn(String argument) {
        return argument.equals(JobParameters.MODELS_FROM)
                || argument.equals(JobParameters.RETURNED_MODEL);
    }

    private static boolean isLineage(String argument) {
        return switch (argument) {
            case JobParameters.SKIP, JobParameters.SOURCE, JobParameters.START_OFFSETS -> true;
            default -> false;
        };
    }

    private static void add(List<String> arguments, String name, String value) {
        arguments.add(name);
        arguments.add(value);
    }

    /** A name that the savepoint does not hold: {@code events}, {@code events-2}, … */
    private static String next(String source) {
        int dash = source.indexOf('-');
        int number = dash < 0 ? 1 : Integer.parseInt(source.substring(dash + 1));
        return JobParameters.FIRST_SOURCE + "-" + (number + 1);
    }
}
