package dev.repartee.oidcserver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** A real OpenID provider: Spring's authorization server, with people whose addresses it knows. */
public final class LocalIdentityServer implements AutoCloseable {

    public static final String CLIENT = "repartee";
    public static final String SECRET = "a secret of the client";
    public static final String PASSWORD = "password";

    /** The address of a person is the name at this domain. */
    public static final String DOMAIN = "acme.example";

    private final ConfigurableApplicationContext context;

    public LocalIdentityServer() {
        context =
                new SpringApplicationBuilder(Server.class)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .properties(
                                Map.of(
                                        "server.address",
                                        "127.0.0.1",
                                        "server.port",
                                        0,
                                        "server.servlet.session.cookie.name",
                                        "IDP",
                                        "logging.config",
                                        "classpath:logback.xml"))
                        .run();
    }

    /** As it names itself. */
    public URI issuer() {
        var web = ((WebServerApplicationContext) context).getWebServer();
        return URI.create("http://127.0.0.1:" + (web == null ? 0 : web.getPort()));
    }

    /** Lets it send browsers to another address. */
    public void sendsBackTo(URI redirect) {
        var clients = context.getBean(RegisteredClientRepository.class);
        RegisteredClient known = clients.findByClientId(CLIENT);
        clients.save(RegisteredClient.from(known).redirectUri(redirect.toString()).build());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Server {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(
                    RegisteredClient.withId(UUID.randomUUID().toString())
                            .clientId(CLIENT)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(
                                    ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri("https://nowhere.example/")
                            .scope("openid")
                            .scope("email")
                            .scope("profile")
                            .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                            .build());
        }

        @Bean
        UserDetailsService people() {
            var people = new InMemoryUserDetailsManager();
            for (String name : new String[] {"ann", "bob", "cleo", "mallory"}) {
                people.createUser(
                        User.withUsername(name)
                                .password("{noop}" + PASSWORD)
                                .roles("USER")
                                .build());
            }
            return people;
        }

        /** Mallory has said that her address is Ann's, and shown nothing. */
        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> addresses() {
            return token -> {
                String name = token.getPrincipal().getName();
                boolean liar = name.equals("mallory");
                token.getClaims()
                        .claim("email", (liar ? "ann" : name) + "@" + DOMAIN)
                        .claim("email_verified", !liar);
            };
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("signing").generate()));
        }

        @Bean
        JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }
    }
}
