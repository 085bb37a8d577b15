package dev.repartee.control.people;

import static dev.repartee.control.people.Premises.ACME;
import static dev.repartee.control.people.Premises.PASSWORD;
import static dev.repartee.control.people.Premises.RIVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.people.Premises.Answer;
import dev.repartee.control.people.Premises.Person;
import dev.repartee.identity.role.Role;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A business with its people, a rival's owner, and how invitations go between them. */
final class Reception implements AutoCloseable {

    final Premises premises;
    final Person owner;
    final Person admin;
    final Person agent;
    final Person rival;

    /** Gives test classes the one reception. */
    static final class Shared extends dev.repartee.control.Shared<Reception> {

        Shared() {
            super(Reception.class, Reception::new);
        }
    }

    private Reception(Path folder) {
        premises = new Premises(folder);
        owner = premises.person(ACME, Role.OWNER);
        admin = premises.person(ACME, Role.ADMIN);
        agent = premises.person(ACME, Role.AGENT);
        rival = premises.person(RIVAL, Role.OWNER);
    }

    /** The administrator invites somebody; the id of the invitation. */
    String invited(String email, String role) {
        return invited(admin, email, role);
    }

    String invited(Person by, String email, String role) {
        Answer answer = call("POST", "/api/v1/invitations", by.token(), invitation(email, role));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    /** As it stands in the mail. */
    String code(String id) {
        return call("GET", path(id) + "/mail", owner.token(), null)
                .body()
                .path("text")
                .asString()
                .replaceAll("(?s).*#code=(\\S+).*", "$1");
    }

    Answer accepted(String code) {
        return call(
                "POST",
                "/api/v1/invitations/acceptance",
                null,
                body("code", code, "name", "New One", "password", PASSWORD));
    }

    Answer joined(String token, String code) {
        return call("POST", "/api/v1/invitations/membership", token, body("code", code));
    }

    /** The newest entry of the audit log. */
    String lastEntry() {
        return call("GET", "/api/v1/audit-log?limit=1", admin.token(), null).text();
    }

    static String invitation(String email, String role) {
        return body("email", email, "role", role);
    }

    static String body(String... pairs) {
        var body = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            body.put(pairs[i], pairs[i + 1]);
        }
        return body.toString();
    }

    static String path(String id) {
        return "/api/v1/invitations/" + id;
    }

    static String address() {
        return UUID.randomUUID() + "@new.example";
    }

    Answer call(String method, String path, @Nullable String token, @Nullable String body) {
        return premises.call(method, path, token, body);
    }

    @Override
    public void close() {
        premises.close();
    }
}
