package dev.repartee.control.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.control.access.OpenToAll;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.Entrance;
import dev.repartee.control.session.Required;
import dev.repartee.control.session.SignInView;
import dev.repartee.control.session.Visit;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.federation.Flow;
import dev.repartee.identity.provider.Client;
import dev.repartee.identity.provider.ProviderId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in through an identity provider. */
@RestController
@ConditionalOnBean({AccountServices.class, FederationServices.class})
@RequestMapping("/api/v1/session")
class ProviderSignInController {

    private static final int LONGEST_NAME = 120;
    private static final String WORTHLESS =
            "the code was used, is too old, or came to another browser; sign in again";

    private final FederationServices services;

    ProviderSignInController(FederationServices services) {
        this.services = services;
    }

    /**
     * A provider.
     *
     * @param id names it in paths
     * @param name what people call it
     */
    record ProviderView(String id, String name) {}

    /**
     * Providers.
     *
     * @param providers those that everybody may come through
     */
    record ProviderList(List<ProviderView> providers) {}

    /**
     * An address.
     *
     * @param email of who wants in
     */
    record SearchBody(@Nullable String email) {}

    /**
     * The provider of a business.
     *
     * @param provider absent when no business brings one for the address's domain
     */
    record SearchView(@Nullable FoundProvider provider) {}

    /**
     * A provider that speaks for an address.
     *
     * @param id names it in paths
     * @param name what people call it
     * @param required whether people of the domain come into that business by no other way
     */
    record FoundProvider(String id, String name, boolean required) {}

    /**
     * What somebody sets out for.
     *
     * @param redirect where the browser goes when it comes back: the page {@code /sign-in}, or
     *     another one that the operator allows
     * @param tenant the business to work in, the first of theirs when absent
     * @param cookie true for a browser: it will hold a cookie instead of a refresh token
     * @param invitation the secret of an invitation to accept on the way
     * @param business what newcomers call the business that they begin, where registration is open
     */
    record DepartureBody(
            @Nullable String redirect,
            @Nullable String tenant,
            @Nullable Boolean cookie,
            @Nullable String invitation,
            @Nullable String business) {

        @Override
        public String toString() {
            return "DepartureBody[]";
        }
    }

    /**
     * The end of the way.
     *
     * @param code what follows {@code #code=} in the address of the page
     */
    record CodeBody(@Nullable String code) {

        @Override
        public String toString() {
            return "CodeBody[]";
        }
    }

    @Operation(summary = "List the providers that everybody may come through")
    @OpenToAll("the page where people sign in shows them")
    @GetMapping("/providers")
    ProviderList providers() {
        return new ProviderList(
                services.providers().shared().stream().map(one -> view(one.client())).toList());
    }

    @Operation(
            summary = "Find the provider that a business brings for an address",
            description = "Tells of the domain alone, never whether there is an account.")
    @OpenToAll("who signs in has no credential yet")
    @PostMapping("/provider-search")
    SearchView search(@RequestBody SearchBody body) {
        EmailAddress email = new EmailAddress(Required.text("email", body.email()));
        return new SearchView(
                services.providers()
                        .ofDomain(email.domain())
                        .map(
                                one ->
                                        new FoundProvider(
                                                one.id().value(),
                                                one.terms().name(),
                                                one.terms().required()))
                        .orElse(null));
    }

    @Operation(
            summary = "Set out to a provider",
            description =
                    "Gives the address to which the page sends its browser, and a cookie by which"
                            + " the browser is known when it comes back.")
    @OpenToAll("who signs in has no credential yet")
    @PostMapping("/providers/{providerId}")
    ResponseEntity<Departure.View> begin(
            @PathVariable String providerId,
            @RequestBody DepartureBody body,
            HttpServletRequest request) {
        String business = body.business();
        if (business != null && (business.isBlank() || business.length() > LONGEST_NAME)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "business must have 1 to " + LONGEST_NAME + " characters");
        }
        return Departure.answer(
                services.signIn(),
                providerId,
                body.redirect(),
                Flow.Aim.signIn(
                        body.tenant() == null ? null : new TenantId(body.tenant()),
                        Boolean.TRUE.equals(body.cookie()),
                        body.invitation(),
                        business),
                request);
    }

    @Operation(
            summary = "Come back from a provider",
            description = "Providers send browsers here. They go on to the page, with a code.")
    @OpenToAll("the provider's answer is checked against the browser's cookie")
    @GetMapping("/providers/{providerId}/callback")
    ResponseEntity<Void> land(@PathVariable String providerId, HttpServletRequest request) {
        URI next =
                services.signIn()
                        .land(
                                new ProviderId(providerId),
                                unambiguous(request),
                                FlowCookie.of(request));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(next)
                .cacheControl(CacheControl.noStore())
                .build();
    }

    @Operation(
            summary = "Sign in with the code that the page was given",
            description = "Works once, within a minute, in the browser that set out.")
    @OpenToAll("the code and the browser's cookie are the credential")
    @PostMapping("/provider-code")
    ResponseEntity<SignInView> complete(@RequestBody CodeBody body, HttpServletRequest request) {
        return Entrance.answer(
                services.signIn()
                        .complete(
                                Required.text("code", body.code()),
                                FlowCookie.of(request),
                                Visit.place(request)),
                WORTHLESS);
    }

    /** A parameter that comes twice is read by nobody, so that nobody reads it differently. */
    private static Map<String, String> unambiguous(HttpServletRequest request) {
        Map<String, String> single = new HashMap<>();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (values.length == 1) {
                                single.put(name, values[0]);
                            }
                        });
        return single;
    }

    private static ProviderView view(Client client) {
        return new ProviderView(client.provider().value(), client.name());
    }
}
