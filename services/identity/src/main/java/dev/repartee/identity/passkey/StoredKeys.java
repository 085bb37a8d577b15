package dev.repartee.identity.passkey;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import dev.repartee.contract.AccountId;
import dev.repartee.identity.passkey.PasskeyTable.Key;
import dev.repartee.postgres.Database;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stored passkeys as the library asks for them. It knows people by a name and by a handle: both
 * are the account's id, which is random and tells nothing.
 */
final class StoredKeys implements CredentialRepository {

    private final Database database;

    StoredKeys(Database database) {
        this.database = database;
    }

    static ByteArray handle(AccountId account) {
        return handle(account.value());
    }

    /** Only of handles that were verified: others are whatever somebody made up. */
    static AccountId account(ByteArray handle) {
        return new AccountId(name(handle));
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String account) {
        return database
                .with(connection -> PasskeyTable.keys(connection, new AccountId(account)))
                .stream()
                .map(
                        key ->
                                PublicKeyCredentialDescriptor.builder()
                                        .id(new ByteArray(key.credential()))
                                        .build())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String account) {
        return Optional.of(handle(account));
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        return Optional.of(name(handle));
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credential, ByteArray handle) {
        return find(credential)
                .filter(key -> handle(key.account()).equals(handle))
                .map(StoredKeys::registered);
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credential) {
        return find(credential).map(StoredKeys::registered).map(Set::of).orElseGet(Set::of);
    }

    private static ByteArray handle(String account) {
        return new ByteArray(account.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(ByteArray handle) {
        return new String(handle.getBytes(), StandardCharsets.UTF_8);
    }

    private Optional<Key> find(ByteArray credential) {
        return database.with(connection -> PasskeyTable.key(connection, credential.getBytes()));
    }

    private static RegisteredCredential registered(Key key) {
        return RegisteredCredential.builder()
                .credentialId(new ByteArray(key.credential()))
                .userHandle(handle(key.account()))
                .publicKeyCose(new ByteArray(key.publicKey()))
                .signatureCount(key.signatures())
                .build();
    }
}
