plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.compose.compiler)
}

// An app that includes this build names its modules so.
group = "swafoto"
version = "0.1.0"

android {
    namespace = "swafoto.compose"
    compileSdk = libs.versions.compile.sdk.get().toInt()
    defaultConfig { minSdk = libs.versions.min.sdk.get().toInt() }
}

kotlin {
    explicitApi()
    jvmToolchain(17)
}

dependencies {
    api(project(":swafoto"))
    implementation(platform(libs.compose.bom))
    implementation(libs.compose.ui)
    implementation(libs.lifecycle.runtime.compose)
}
