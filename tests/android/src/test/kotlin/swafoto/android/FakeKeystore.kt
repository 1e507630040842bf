package swafoto.android

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.PublicKey
import java.security.SecureRandom
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration

/** The provider "AndroidKeyStore" as far as a signing key goes; Robolectric has none. Keys live as long as the object. */
class FakeKeystore : Provider("AndroidKeyStore", "1", "for tests") {
    private val pairs = mutableMapOf<String, KeyPair>()

    /** What keys were asked for. */
    val asked = mutableListOf<KeyGenParameterSpec>()

    init {
        putService(object : Service(this, "KeyStore", "AndroidKeyStore", "store", null, null) {
            override fun newInstance(parameter: Any?): Any = Store(pairs)
        })
        putService(object : Service(this, "KeyPairGenerator", "EC", "generator", null, null) {
            override fun newInstance(parameter: Any?): Any = Generator(pairs, asked)
        })
    }
}

private class Generator(private val pairs: MutableMap<String, KeyPair>, private val asked: MutableList<KeyGenParameterSpec>) :
    KeyPairGeneratorSpi() {
    private lateinit var specification: KeyGenParameterSpec

    override fun initialize(size: Int, random: SecureRandom?) = error("the curve must be named")

    override fun initialize(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
        specification = parameters as KeyGenParameterSpec
    }

    override fun generateKeyPair(): KeyPair {
        asked += specification
        // Robolectric brings Bouncy Castle, as Android does; the JDK's own provider finds no curves beside it.
        val generator = KeyPairGenerator.getInstance("EC", "BC")
        generator.initialize(specification.algorithmParameterSpec)
        return generator.generateKeyPair().also { pairs[specification.keystoreAlias] = it }
    }
}

private class Store(private val pairs: Map<String, KeyPair>) : KeyStoreSpi() {
    override fun engineGetKey(alias: String, password: CharArray?): Key? = pairs[alias]?.private

    override fun engineGetCertificate(alias: String): Certificate? = pairs[alias]?.let { SelfSigned(it.public) }

    override fun engineGetCertificateChain(alias: String): Array<Certificate>? =
        engineGetCertificate(alias)?.let { arrayOf(it) }

    override fun engineContainsAlias(alias: String) = alias in pairs

    override fun engineIsKeyEntry(alias: String) = alias in pairs

    override fun engineIsCertificateEntry(alias: String) = false

    override fun engineAliases(): Enumeration<String> = Collections.enumeration(pairs.keys)

    override fun engineSize() = pairs.size

    override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

    override fun engineStore(stream: OutputStream?, password: CharArray?) = error("keys stay here")

    override fun engineGetCreationDate(alias: String) = Date(0)

    override fun engineGetCertificateAlias(certificate: Certificate) = error("nobody asks")

    override fun engineDeleteEntry(alias: String) = error("nobody asks")

    override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<out Certificate>?) =
        error("keys are made here")

    override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<out Certificate>?) = error("keys are made here")

    override fun engineSetCertificateEntry(alias: String, certificate: Certificate) = error("keys are made here")
}

/** A certificate of which only the key is asked. */
private class SelfSigned(private val key: PublicKey) : Certificate("X.509") {
    override fun getPublicKey() = key

    override fun getEncoded(): ByteArray = key.encoded

    override fun verify(key: PublicKey) = error("nobody asks")

    override fun verify(key: PublicKey, provider: String) = error("nobody asks")

    override fun toString() = "self-signed"
}
