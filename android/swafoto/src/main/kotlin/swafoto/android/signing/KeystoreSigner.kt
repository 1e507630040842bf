package swafoto.android.signing

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.Base64
import swafoto.ReceiptSigner
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.MessageDigest
import java.security.PrivateKey
import java.security.Signature
import java.security.cert.Certificate
import java.security.spec.ECGenParameterSpec

/**
 * Signs receipts (ES256) with a key that never leaves the phone's Keystore.
 *
 * Every call may take some 100 ms and must not come on the main thread. Keystores of real phones fail at times: what they
 * throw goes to the caller.
 *
 * @param alias the key's name in the app's Keystore; the key is made where there is none.
 */
public class KeystoreSigner(private val alias: String) : ReceiptSigner {
    /** SHA-256 of the public key (DER, SubjectPublicKeyInfo) in base64url: what a server calls this key by. */
    override fun keyId(): String {
        val digest = MessageDigest.getInstance("SHA-256").digest(certificate().publicKey.encoded)
        return Base64.encodeToString(digest, Base64.URL_SAFE or Base64.NO_PADDING or Base64.NO_WRAP)
    }

    override fun sign(bytes: ByteArray): ByteArray = Signature.getInstance("SHA256withECDSA").run {
        certificate()
        initSign(keys().getKey(alias, null) as PrivateKey)
        update(bytes)
        sign()
    }

    /**
     * The certificate chain for the server's register of keys: the key's own first. With a challenge, as of Android 7, it
     * attests that the key lies in the phone's hardware; a key that exists already keeps the challenge it was made with.
     *
     * @param attestationChallenge the server's bytes, at most 128.
     */
    public fun certificateChain(attestationChallenge: ByteArray? = null): List<Certificate> {
        certificate(attestationChallenge)
        return keys().getCertificateChain(alias).toList()
    }

    private fun certificate(attestationChallenge: ByteArray? = null): Certificate {
        keys().getCertificate(alias)?.let { return it }
        val specification = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setAttestationChallenge(attestationChallenge)
            .build()
        KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, KEYSTORE).run {
            initialize(specification)
            generateKeyPair()
        }
        return keys().getCertificate(alias)
    }

    private fun keys() = KeyStore.getInstance(KEYSTORE).apply { load(null) }

    private companion object {
        const val KEYSTORE = "AndroidKeyStore"
    }
}
