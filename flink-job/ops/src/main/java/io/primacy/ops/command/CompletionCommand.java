package io.primacy.ops.command;

import io.primacy.ops.command.option.CommonOptions;
import io.primacy.ops.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: the shell script that completes commands and options. */
@Command(
        name = "completion",
        header = "Print a script that makes bash or zsh complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(primacy completion)                                    this shell only",
            "  primacy completion > /etc/bash_completion.d/primacy             every shell"
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;
    @Mixin private CommonOptions common;

    public CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("primacy", command.root().commandLine()));
        return ExitCode.OK;
    }
}
