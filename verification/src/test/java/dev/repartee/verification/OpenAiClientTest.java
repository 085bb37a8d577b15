package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.app.FirstRun;
import dev.repartee.verification.system.ModelStub;
import dev.repartee.verification.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official OpenAI client chats through Repartee; it needs Node.js 20 or later and npm. */
class OpenAiClientTest {

    @TempDir private Path folder;

    @Test
    void theOfficialClientChats() throws IOException, InterruptedException {
        for (String file : new String[] {"package.json", "package-lock.json", "chat.mjs"}) {
            Files.copy(Path.of("openai-client", file), folder.resolve(file));
        }
        run(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund").directory(folder.toFile()));
        try (ModelStub model = ModelStub.start();
                RunningSystem system = RunningSystem.start(Promises.settings(model, ""))) {
            new Promises(system).prepare();
            ProcessBuilder chat = new ProcessBuilder("node", "chat.mjs").directory(folder.toFile());
            chat.environment().put("REPARTEE_URL", system.node().url().toString());
            chat.environment().put("REPARTEE_API_KEY", FirstRun.read(system.data()).apiKey());
            chat.environment().put("REPARTEE_MODEL", "velo-verde");
            chat.environment().put("REPARTEE_SLOW_MODEL", Promises.STUBBED);
            assertThat(run(chat)).contains("all passed");
        }
    }

    private String run(ProcessBuilder command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended && process.exitValue() == 0)
                .as("%s said:%n%s", String.join(" ", command.command()), text)
                .isTrue();
        return text;
    }
}
