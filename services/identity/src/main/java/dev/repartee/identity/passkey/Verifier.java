package dev.repartee.identity.passkey;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.data.exception.Base64UrlException;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import dev.repartee.contract.AccountId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.passkey.PasskeyConfig.Site;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks what authenticators answer, by the steps of WebAuthn, which a library takes. */
final class Verifier {

    static final String SITE_NAME = "Repartee";

    /** The algorithms that are taken, the best first. */
    static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(
                    PublicKeyCredentialParameters.EdDSA,
                    PublicKeyCredentialParameters.ES256,
                    PublicKeyCredentialParameters.RS256);

    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

    private final RelyingParty party;
    private final Challenges challenges;

    Verifier(Site site, StoredKeys keys, Challenges challenges) {
        this.challenges = challenges;
        this.party =
                RelyingParty.builder()
                        .identity(
                                RelyingPartyIdentity.builder()
                                        .id(site.domain())
                                        .name(SITE_NAME)
                                        .build())
                        .credentialRepository(keys)
                        .origins(site.origins())
                        .preferredPubkeyParams(ALGORITHMS)
                        .allowOriginPort(false)
                        .allowOriginSubdomain(false)
                        .allowUntrustedAttestation(true)
                        .validateSignatureCounter(true)
                        .build();
    }

    /**
     * A passkey that was just made.
     *
     * @param result what the library says of it
     * @param backup whether a copy of it may be kept, and is
     */
    record Made(RegistrationResult result, Backup backup) {}

    /**
     * A passkey that proved something.
     *
     * @param result what the library says of it
     * @param backup whether a copy of it may be kept, and is; whether one may is to be compared
     *     with what was said when it was made
     */
    record Proof(AssertionResult result, Backup backup) {}

    /** A passkey that was just made; empty when the answer is not good. */
    Optional<Made> made(Account account, Attestation answer) {
        try {
            var response =
                    AuthenticatorAttestationResponse.builder()
                            .attestationObject(ByteArray.fromBase64Url(answer.object()))
                            .clientDataJSON(ByteArray.fromBase64Url(answer.clientData()))
                            .build();
            ByteArray challenge = response.getClientData().getChallenge();
            if (!challenges.spend(challenge.getBytes(), Ask.registration(account.id()))) {
                return Optional.empty();
            }
            var credential =
                    PublicKeyCredential
                            .<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>
                                    builder()
                            .id(ByteArray.fromBase64Url(answer.id()))
                            .response(response)
                            .clientExtensionResults(
                                    ClientRegistrationExtensionOutputs.builder().build())
                            .build();
            RegistrationResult made =
                    party.finishRegistration(
                            FinishRegistrationOptions.builder()
                                    .request(creation(account, challenge))
                                    .response(credential)
                                    .build());
            return Optional.of(made)
                    .filter(result -> attested(response, result))
                    .map(
                            result ->
                                    new Made(
                                            result,
                                            Backup.of(response.getParsedAuthenticatorData())));
        } catch (IOException | Base64UrlException | RegistrationFailedException e) {
            return Optional.empty();
        } catch (RuntimeException hostile) {
            return unreadable(hostile);
        }
    }

    /** A passkey that proved something; empty when the answer is not good. */
    Optional<Proof> proven(Ask ask, Assertion answer) {
        try {
            var response = response(answer);
            ByteArray challenge = response.getClientData().getChallenge();
            if (!challenges.spend(challenge.getBytes(), ask)) {
                return Optional.empty();
            }
            var credential =
                    PublicKeyCredential
                            .<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>
                                    builder()
                            .id(ByteArray.fromBase64Url(answer.id()))
                            .response(response)
                            .clientExtensionResults(
                                    ClientAssertionExtensionOutputs.builder().build())
                            .build();
            return Optional.of(
                            party.finishAssertion(
                                    FinishAssertionOptions.builder()
                                            .request(request(ask, challenge))
                                            .response(credential)
                                            .build()))
                    .filter(AssertionResult::isSuccess)
                    .map(
                            result ->
                                    new Proof(
                                            result,
                                            Backup.of(response.getParsedAuthenticatorData())));
        } catch (InvalidSignatureCountException e) {
            LOG.atWarn()
                    .addKeyValue("expected", e.getExpectedMinimum())
                    .addKeyValue("received", e.getReceived())
                    .log("a passkey counted backwards, so there is a copy of it; it was refused");
            return Optional.empty();
        } catch (IOException | Base64UrlException | AssertionFailedException e) {
            return Optional.empty();
        } catch (RuntimeException hostile) {
            return unreadable(hostile);
        }
    }

    /** The name in the answer is worth something only when it is the one beside the key. */
    private static boolean attested(
            AuthenticatorAttestationResponse response, RegistrationResult result) {
        return response.getParsedAuthenticatorData()
                .getAttestedCredentialData()
                .filter(data -> data.getCredentialId().equals(result.getKeyId().getId()))
                .isPresent();
    }

    /** The library's readers of JSON and CBOR throw whatever they stumble over. */
    private static <T> Optional<T> unreadable(RuntimeException hostile) {
        if (hostile instanceof ReparteeException ours) {
            throw ours;
        }
        LOG.atDebug()
                .addKeyValue("error", hostile.getClass().getSimpleName())
                .log("the answer of an authenticator can't be read");
        return Optional.empty();
    }

    private static AuthenticatorAssertionResponse response(Assertion answer)
            throws IOException, Base64UrlException {
        String handle = answer.userHandle();
        return AuthenticatorAssertionResponse.builder()
                .authenticatorData(ByteArray.fromBase64Url(answer.authenticatorData()))
                .clientDataJSON(ByteArray.fromBase64Url(answer.clientData()))
                .signature(ByteArray.fromBase64Url(answer.signature()))
                .userHandle(
                        handle == null || handle.isEmpty()
                                ? Optional.empty()
                                : Optional.of(ByteArray.fromBase64Url(handle)))
                .build();
    }

    private PublicKeyCredentialCreationOptions creation(Account account, ByteArray challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(party.getIdentity())
                .user(
                        UserIdentity.builder()
                                .name(account.email().value())
                                .displayName(account.name())
                                .id(StoredKeys.handle(account.id()))
                                .build())
                .challenge(challenge)
                .pubKeyCredParams(ALGORITHMS)
                .build();
    }

    private AssertionRequest request(Ask ask, ByteArray challenge) {
        AccountId account = ask.account();
        return AssertionRequest.builder()
                .publicKeyCredentialRequestOptions(
                        PublicKeyCredentialRequestOptions.builder()
                                .challenge(challenge)
                                .rpId(party.getIdentity().getId())
                                .userVerification(
                                        ask.alone()
                                                ? UserVerificationRequirement.REQUIRED
                                                : UserVerificationRequirement.DISCOURAGED)
                                .build())
                .username(Optional.ofNullable(account).map(AccountId::value))
                .build();
    }
}
