package swafoto.android

import android.content.Context
import com.google.gson.JsonParser
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.android.signing.KeystoreSigner
import java.security.MessageDigest
import java.security.Security
import java.security.Signature
import java.util.Base64

/** Receipts are signed by a key in the phone's Keystore, here a stand-in with the same interfaces. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class SigningTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val keystore = FakeKeystore()

    @Before
    fun install() {
        Security.addProvider(keystore)
    }

    @After
    fun remove() = Security.removeProvider(keystore.name)

    private fun decode(part: String) = Base64.getUrlDecoder().decode(part)

    @Test
    fun aServerCanVerifyTheReceipt() = FilmSession(context, "perfect", signingKey = "registration").use { session ->
        val photo = (session.play().result as SelfieResult.Accepted).photo
        assertTrue(photo.signed)
        val (header, payload, signature) = photo.receipt.split('.')
        val key = KeystoreSigner("registration").certificateChain().first().publicKey
        val valid = Signature.getInstance("SHA256withPLAIN-ECDSA", "BC").run {
            initVerify(key)
            update("$header.$payload".toByteArray())
            verify(decode(signature))
        }
        assertTrue(valid)
        val fields = JsonParser.parseString(String(decode(header))).asJsonObject
        assertEquals("ES256", fields["alg"].asString)
        val thumbprint = MessageDigest.getInstance("SHA-256").digest(key.encoded)
        assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint), fields["kid"].asString)
        val said = JsonParser.parseString(String(decode(payload))).asJsonObject
        assertEquals(photo.sha256, said["photo"].asJsonObject["sha256"].asString)
    }

    @Test
    fun aKeyIsMadeOnceAndForThisUseOnly() {
        val first = KeystoreSigner("one").certificateChain("a server's challenge".toByteArray())
        assertEquals(first, KeystoreSigner("one").certificateChain())
        assertEquals(1, keystore.asked.size)
        val specification = keystore.asked.single()
        assertEquals("one", specification.keystoreAlias)
        assertEquals(android.security.keystore.KeyProperties.PURPOSE_SIGN, specification.purposes)
        assertEquals(listOf("SHA-256"), specification.digests.toList())
        assertEquals("a server's challenge", String(specification.attestationChallenge!!))
    }

    @Test
    fun aKeystoreThatFailsCostsTheSignatureNotThePhoto() {
        Security.removeProvider(keystore.name)
        FilmSession(context, "perfect", signingKey = "registration").use { session ->
            val photo = (session.play().result as SelfieResult.Accepted).photo
            assertFalse(photo.signed)
            assertTrue(photo.receipt, photo.receipt.startsWith("{"))
        }
    }
}
