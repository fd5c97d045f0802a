package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.RouterReload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configured keys after the configuration has been loaded again. */
class ReloadedKeysTests {

    private static final String OLD = "sk-signalbox-old-00000";
    private static final String NEW = "sk-signalbox-new-00000";

    @TempDir
    private Path folder;

    private void write(String keys) throws IOException {
        Files.writeString(folder.resolve("application.yml"), """
                signalbox:
                  providers.sim: { dialect: simulated }
                  models.small.deployments: [sim/small]
                  policies.routine: { models: [small] }
                  gateway.keys: %s
                """.formatted(keys));
    }

    @Test
    void aKeyThatIsRemovedIsNotAcceptedAnyMore() throws IOException {
        write("{ old: { secret: " + OLD + " } }");
        try (GatewayHouse house = GatewayHouse.with("spring.config.location=" + folder.toUri())) {
            int before = house.chat(OLD, GatewayHouse.asking("small")).statusCode();

            write("{ new: { secret: " + NEW + " } }");
            house.bean(RouterReload.class).reload();

            assertThat(before).isEqualTo(200);
            assertThat(house.chat(OLD, GatewayHouse.asking("small")).statusCode())
                    .isEqualTo(401);
            assertThat(house.chat(NEW, GatewayHouse.asking("small")).statusCode())
                    .isEqualTo(200);
        }
    }
}
