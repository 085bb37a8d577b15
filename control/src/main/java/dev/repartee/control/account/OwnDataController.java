package dev.repartee.control.account;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.selfservice.OwnData;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Taking one's data along, and going. Both want a proof of who asks that is not old. */
@RestController
@ConditionalOnBean(OwnDataServices.class)
@RequestMapping("/api/v1/account")
class OwnDataController {

    private final OwnDataServices services;
    private final JsonMapper mapper;
    private final Clock clock;

    OwnDataController(OwnDataServices services, JsonMapper mapper, Clock clock) {
        this.services = services;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Operation(
            summary = "Export everything that is kept about one's own account",
            description =
                    "A JSON object with the rows of each table, without secrets. What one did by"
                            + " the audit logs of one's businesses is in it.")
    @Needs(Permission.OWN_ACCOUNT)
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
    void export(Caller caller, HttpServletResponse response) throws IOException {
        Account account = proven(caller);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account.json\"");
        try (JsonGenerator json = mapper.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeStringProperty("exportedAt", clock.instant().toString());
            Rows rows = new Rows(json);
            services.data().read(account, rows);
            rows.end();
            json.writeEndObject();
        }
    }

    @Operation(
            summary = "Delete one's own account",
            description =
                    "At once and for good; every device is signed out. 409 for the last owner of a"
                            + " business.")
    @Needs(Permission.OWN_ACCOUNT)
    @DeleteMapping
    ResponseEntity<Void> delete(Caller caller) {
        services.departure().of(proven(caller));
        return ResponseEntity.noContent().build();
    }

    private Account proven(Caller caller) {
        services.logins().requireFresh(caller.account().login());
        return services.accounts()
                .find(caller.account().account())
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.UNAUTHENTICATED, "this account is gone"));
    }

    /** Writes one array per table. */
    private static final class Rows implements OwnData.Reader {

        private final JsonGenerator json;
        private boolean within;

        Rows(JsonGenerator json) {
            this.json = json;
        }

        @Override
        public void table(String name) {
            end();
            json.writeArrayPropertyStart(name);
            within = true;
        }

        @Override
        public void row(String row) {
            json.writeRawValue(row);
        }

        void end() {
            if (within) {
                json.writeEndArray();
            }
        }
    }
}
