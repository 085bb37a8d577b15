package dev.repartee.identity.passkey;

import com.yubico.webauthn.data.ByteArray;
import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.factor.RecoveryCodes;
import dev.repartee.identity.passkey.PasskeyConfig.Site;
import dev.repartee.identity.passkey.PasskeyTable.Key;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The passkeys of accounts. From the first one on a password alone lets nobody in; one whose
 * authenticator knows who holds it lets in by itself. Every call blocks. Thread-safe.
 */
public final class Passkeys {

    private static final int MOST = 20;
    private static final String TYPE = "public-key";

    private final Database database;
    private final Site site;
    private final Challenges challenges;
    private final Verifier verifier;
    private final Clock clock;

    public Passkeys(Database database, Site site, Clock clock) {
        this.database = database;
        this.site = site;
        this.challenges = new Challenges(database, clock);
        this.verifier = new Verifier(site, new StoredKeys(database), challenges);
        this.clock = clock;
    }

    /**
     * A passkey that was registered.
     *
     * @param passkey the passkey
     * @param recoveryCodes for when every factor is lost, seen at this moment only; empty when
     *     there are some already
     */
    public record Registered(Passkey passkey, List<String> recoveryCodes) {

        /** Without the codes. */
        @Override
        public String toString() {
            return "Registered[" + passkey.id() + "]";
        }
    }

    /** Begins a registration; it ends with {@link #finish}, within five minutes. */
    public CreationOptions begin(Account account) {
        return new CreationOptions(
                new CreationOptions.RelyingParty(site.domain(), Verifier.SITE_NAME),
                new CreationOptions.User(
                        StoredKeys.handle(account.id()).getBase64Url(),
                        account.email().value(),
                        account.name()),
                issue(Ask.registration(account.id())),
                Verifier.ALGORITHMS.stream()
                        .map(one -> new CreationOptions.Algorithm(TYPE, (int) one.getAlg().getId()))
                        .toList(),
                Challenges.LIFETIME.toMillis(),
                credentials(account.id()),
                new CreationOptions.Selection("preferred", false, "preferred"),
                "none");
    }

    /**
     * Keeps a passkey that was just made.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} when it was not made here, not
     *     now, or not for this account, with {@link ErrorCode#VERSION_CONFLICT} when there are too
     *     many
     */
    public Registered finish(Account account, String name, Attestation answer) {
        Verifier.Made made =
                verifier.made(account, answer)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.INVALID_FIELD,
                                                "credential is not the answer to what was asked;"
                                                        + " ask anew"));
        Key key = key(account.id(), made, answer.transports());
        Passkey passkey =
                new Passkey(
                        UUID.randomUUID().toString(),
                        name,
                        key.backup().kept(),
                        clock.instant(),
                        null);
        return database.transaction(connection -> keep(connection, passkey, key));
    }

    /** The passkeys of an account, the oldest first. */
    public List<Passkey> of(AccountId account) {
        return database.with(connection -> PasskeyTable.of(connection, account));
    }

    /** Gives one another name; false when the account has none of that id. */
    public boolean rename(AccountId account, String id, String name) {
        return database.with(connection -> PasskeyTable.rename(connection, account, id, name));
    }

    /** Removes one; false when the account has none of that id. */
    public boolean remove(AccountId account, String id) {
        return database.transaction(
                connection -> {
                    boolean removed = PasskeyTable.delete(connection, account, id);
                    RecoveryCodes.dropWithLastFactor(connection, account);
                    return removed;
                });
    }

    /**
     * Asks for a passkey.
     *
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} when the account has none
     */
    public RequestOptions ask(Ask ask) {
        AccountId account = ask.account();
        List<CreationOptions.Credential> allowed =
                account == null ? List.of() : credentials(account);
        if (account != null && allowed.isEmpty()) {
            throw new ReparteeException(ErrorCode.NOT_FOUND, "this account has no passkey");
        }
        return new RequestOptions(
                issue(ask),
                Challenges.LIFETIME.toMillis(),
                site.domain(),
                allowed,
                ask.alone() ? "required" : "discouraged");
    }

    /** Whose passkey proved what it was asked for; empty when it did not. */
    public Optional<AccountId> proven(Ask ask, Assertion answer) {
        return verifier.proven(ask, answer).filter(this::note).map(Passkeys::owner);
    }

    private Registered keep(Connection connection, Passkey passkey, Key key) throws SQLException {
        AccountId account = key.account();
        Sql.first(
                connection,
                "SELECT 1 FROM accounts WHERE account_id = ? FOR UPDATE",
                row -> true,
                account.value());
        if (PasskeyTable.of(connection, account).size() >= MOST) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT,
                    "an account has at most " + MOST + " passkeys; remove one first");
        }
        if (!PasskeyTable.insert(connection, passkey, key)) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT, "this passkey is registered already");
        }
        return new Registered(passkey, RecoveryCodes.makeUnlessThere(connection, account));
    }

    private static Key key(AccountId account, Verifier.Made made, List<String> transports) {
        return new Key(
                account,
                made.result().getKeyId().getId().getBytes(),
                made.result().getPublicKeyCose().getBytes(),
                made.result().getSignatureCount(),
                made.backup(),
                transports);
    }

    private boolean note(Verifier.Proof proof) {
        return database.with(
                connection ->
                        PasskeyTable.used(
                                connection,
                                proof.result().getCredential().getCredentialId().getBytes(),
                                proof.result().getSignatureCount(),
                                proof.backup(),
                                clock.instant()));
    }

    private static AccountId owner(Verifier.Proof proof) {
        return StoredKeys.account(proof.result().getCredential().getUserHandle());
    }

    private String issue(Ask ask) {
        return new ByteArray(challenges.issue(ask)).getBase64Url();
    }

    private List<CreationOptions.Credential> credentials(AccountId account) {
        return database.with(connection -> PasskeyTable.keys(connection, account)).stream()
                .map(
                        key ->
                                new CreationOptions.Credential(
                                        TYPE,
                                        new ByteArray(key.credential()).getBase64Url(),
                                        key.transports()))
                .toList();
    }
}
