plugins {
    alias(libs.plugins.android.library)
}

// An app that includes this build names its modules so.
group = "swafoto"
version = "0.1.0"

android {
    namespace = "swafoto.camerax"
    compileSdk = libs.versions.compile.sdk.get().toInt()
    defaultConfig { minSdk = libs.versions.min.sdk.get().toInt() }
    resourcePrefix = "swafoto_"
}

kotlin {
    explicitApi()
    jvmToolchain(17)
}

dependencies {
    api(project(":swafoto"))
    implementation(libs.camera.camera2)
    implementation(libs.camera.lifecycle)
    implementation(libs.camera.view)
    implementation(libs.lifecycle.runtime)
}
