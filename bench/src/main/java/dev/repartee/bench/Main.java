package dev.repartee.bench;

import dev.repartee.bench.load.LoadCommand;
        subcommands = {BenchCommand.class, LoadCommand.class})
