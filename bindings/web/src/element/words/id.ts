/** Made by `cargo xtask words` of core/texts/id.toml: change the words there. */
export default {
  title: "Ambil swafoto",
  preparing: "Menyiapkan kamera…",
  failed: "Terjadi gangguan pada aplikasi. Silakan ambil foto sekali lagi.",
  offline: "Berkas belum dapat diunduh. Periksa sambungan internet, lalu coba lagi.",
  unsupported: "Peramban ini terlalu lama. Perbarui peramban, atau gunakan aplikasi lain.",
  tryAgain: "Coba lagi",
};
