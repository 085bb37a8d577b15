package dev.repartee.control.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.session.Guest.Answer;
import dev.repartee.identity.account.Account;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account tells its owner of itself. */
@ExtendWith(Lobby.Shared.class)
class OwnAccountTest {

    private static Lobby lobby;

    private final Guest guest = lobby.guest();
    private final Account account = lobby.account();

    @BeforeAll
    static void enter(Lobby shared) {
        lobby = shared;
    }

    @Test
    void anAccountListsItsPasskeysAndNoSecretOfThem() {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        assertThat(in.get("/account").body().get("passkeys")).isEmpty();
        SoftwareAuthenticator key = new SoftwareAuthenticator();
        Answer options = in.post("/account/passkeys/options", Map.of());
        Answer registered =
                in.post(
                        "/account/passkeys",
                        Map.of("name", "Laptop", "credential", key.create(options.body())));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);

        Answer shown = in.get("/account");

        assertThat(shown.body().get("passkeys")).hasSize(1);
        assertThat(shown.text("/passkeys/0/name")).isEqualTo("Laptop");
        assertThat(shown.body().toString())
                .doesNotContain(SoftwareAuthenticator.base64(key.id), "publicKey");
    }
}
