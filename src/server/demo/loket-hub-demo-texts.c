/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo-private.h"

#define ORDINARY LOKET_CLASS_COMPLAINT, "Pengaduan Tidak Berkadar Pengawasan"
#define OVERSIGHT LOKET_CLASS_SUPERVISORY, "Pengaduan Berkadar Pengawasan"
#define QUESTION LOKET_CLASS_INFORMATION, "Permintaan Informasi"
#define WISH LOKET_CLASS_ASPIRATION, "Aspirasi"

const LoketDemoTopic _loket_demo_topics[] = {
  {
    "131410", "929", "Infrastruktur > Jalan > Jalan Rusak", ORDINARY, 26,
    { "Jalan berlubang di {jalan}", "Lubang besar {jalan} dekat {kelurahan}", "Aspal {jalan} terkelupas" },
    { "Di {jalan} RT {rt} {kelurahan} ada {jumlah} lubang, yang paling besar selebar badan motor. Kemarin tetangga "
      "saya jatuh waktu hujan karena lubangnya tertutup air. Mohon segera ditambal sebelum ada korban lagi.",
      "Sudah {hari} hari jalan di depan mushola {jalan} amblas di sisi kiri. Mobil harus bergantian. Malam hari "
      "kada kelihatan karena gelap. Tolong minimal dipasang tanda dulu.",
      "Aspal di {jalan} arah pasar terkelupas sepanjang kira-kira {jumlah}0 meter sejak truk proyek lewat tiap "
      "hari. Anak-anak kami lewat situ naik sepeda ke sekolah. Kapan diperbaiki?",
      "min jalan {jalan} rusak parah, setahun yg lalu ditambal tp sdh hancur lagi. warga sdh swadaya pakai "
      "tanah uruk tp hanyut kena hujan. mohon perhatiannya" },
    "Terima kasih atas laporan jalan berlubang di {jalan}. Agar petugas Bidang Bina Marga menuju titik yang "
    "tepat, mohon Saudara kirimkan foto dan patokan terdekat (nomor rumah, toko, atau tiang listrik).",
    "Laporan lubang di {jalan} {kelurahan} sudah kami periksa bersama petugas Bidang Bina Marga. Lubang "
    "akan ditambal pada {tanggal}; sampai saat itu kerucut pengaman dipasang di lokasi. Perkembangannya kami "
    "tulis di laporan ini.",
    "Penambalan {jalan} {kelurahan} selesai dikerjakan Bidang Bina Marga. Permukaan yang turun dipadatkan "
    "lebih dulu, lalu ditutup aspal panas. Bila kerusakan muncul lagi, balas laporan ini agar kami periksa kembali.",
    "Sudah ditambal tapi cuma separuh, yang di depan pos ronda masih berlubang. Mohon dilanjutkan.",
  },
  {
    "131410", "2397", "Infrastruktur > Drainase > Saluran Tersumbat", ORDINARY, 18,
    { "Got mampet, {jalan} tergenang", "Genangan setiap hujan di {kelurahan}", "Drainase {jalan} penuh lumpur" },
    { "Setiap hujan lebih dari satu jam, air di {jalan} RT {rt} naik sampai teras rumah. Gotnya penuh lumpur dan "
      "rumput, air kada bisa mengalir ke sungai. Sudah {jumlah} kali masuk rumah bulan ini.",
      "Saluran di belakang komplek {kelurahan} tersumbat material bangunan. Kami sudah bilang ke pemiliknya tapi "
      "tidak dipindahkan. Air tergenang {hari} hari dan banyak jentik nyamuk.",
      "Penutup got di {jalan} pecah dan salurannya mampet. Kalau hujan baunya masuk ke rumah. Mohon dikeruk "
      "dan penutupnya diganti, bahaya untuk anak kecil.",
      "Banjir terus pak di {jalan} padahal cuma hujan sebentar. Tolong dikeruk drainasenya jangan tunggu "
      "musim hujan puncak." },
    "Untuk menjadwalkan pengerukan di {jalan}, mohon tuliskan di sisi mana saluran tersumbat dan sejak "
    "kapan air tidak mengalir.",
    "Saluran {jalan} {kelurahan} sudah kami survei. Sumbatan berasal dari endapan di gorong-gorong. Bidang "
    "Sumber Daya Air mengeruknya pada {tanggal} dengan {jumlah} orang petugas.",
    "Pengerukan saluran di {jalan} RT {rt} selesai dan air kembali mengalir ke sungai. Endapan diangkut ke "
    "tempat penimbunan. Terima kasih atas bantuan warga menunjukkan titik sumbatan.",
    "Terima kasih, tapi tadi malam hujan dan air tetap naik. Sepertinya gorong-gorongnya juga buntu.",
  },
  {
    "131410", "1397", "Infrastruktur > Jembatan", ORDINARY, 8,
    { "Jembatan kayu {kelurahan} lapuk", "Pagar jembatan {jalan} lepas", "Jembatan titian hampir putus" },
    { "Jembatan kayu di ujung {jalan} papannya lapuk, {jumlah} papan sudah lepas. Dilewati anak sekolah setiap "
      "pagi. Kami takut ada yang jatuh ke sungai.",
      "Pagar pengaman jembatan {jalan} ditabrak mobil dan belum diperbaiki sudah {hari} hari. Malam sangat "
      "berbahaya karena lampu juga mati.",
      "Mohon jembatan penghubung RT {rt} {kelurahan} diganti beton. Kalau mobil ambulans mau masuk harus memutar "
      "jauh sekali.",
      "Tiang jembatan miring sejak banjir kemarin. Apakah masih aman dilewati truk?" },
    "Mohon kirimkan foto jembatan dari kedua sisi dan perkiraan panjangnya, agar kami membawa bahan yang sesuai.",
    "Jembatan di {jalan} sudah diperiksa. Papan yang lapuk kami ganti sementara pada {tanggal}; perbaikan tiang "
    "diusulkan pada anggaran perubahan dan hasilnya kami kabarkan di sini.",
    "Papan dan pagar jembatan di {jalan} sudah diganti seluruhnya dan dapat dilewati kembali.",
    "Papan baru sudah bergeser lagi karena pakunya kurang. Mohon dicek ulang.",
  },
  {
    "131410", "912", "Pengawasan > Pengadaan dan Proyek", OVERSIGHT, 6,
    { "Proyek {jalan} tidak sesuai papan nama", "Pekerjaan drainase dikerjakan asal-asalan",
      "Dugaan pengurangan bahan proyek jalan" },
    { "Proyek perbaikan {jalan} di papan tertulis tebal aspal 5 cm, tetapi kami ukur hanya sekitar 2 cm. Baru "
      "{hari} hari sudah retak. Mohon diperiksa oleh pengawas.",
      "Pekerjaan saluran di {kelurahan} tidak memakai besi seperti gambar. Kami punya fotonya. Tolong nama saya "
      "jangan disebut karena pelaksananya orang sini juga.",
      "Ada oknum mandor yang meminta uang keamanan kepada warga {jalan} supaya depan rumahnya dirapikan. "
      "Jumlahnya {jumlah}00 ribu per rumah.",
      "Papan proyek di {jalan} tidak ada sama sekali. Kami ingin tahu berapa anggarannya dan siapa yang mengerjakan." },
    "Laporan Saudara kami terima dan identitas Saudara kami jaga. Untuk pemeriksaan, mohon sampaikan waktu "
    "kejadian dan foto papan proyek bila ada.",
    "Laporan tentang pekerjaan di {jalan} kami teruskan kepada pengawas lapangan dan Inspektorat. Pengukuran "
    "ulang dijadwalkan {tanggal} dan hasilnya kami sampaikan di sini.",
    "Pengukuran ulang di {jalan} selesai. Bagian yang kurang tebal sudah dikerjakan kembali atas biaya "
    "pelaksana. Berita acaranya dapat dilihat di kantor kami pada jam kerja.",
    "Mohon hasil pengukurannya ditunjukkan, karena sampai hari ini belum ada petugas yang datang.",
  },
  {
    "131410", "1104", "Infrastruktur > Trotoar dan Fasilitas Pejalan Kaki", WISH, 5,
    { "Usul trotoar di {jalan}", "Mohon jalur sepeda ke sekolah", "Usul pelandaian untuk kursi roda" },
    { "Kami mengusulkan trotoar di {jalan} karena anak sekolah berjalan di badan jalan. Ada {jumlah} sekolah di "
      "sekitar sini.",
      "Ibu saya memakai kursi roda dan sulit naik ke trotoar {jalan}. Mohon dibuatkan bidang landai di "
      "setiap penyeberangan.",
      "Usul kami, {jalan} diberi jalur sepeda sampai {kelurahan}. Banyak pelajar yang bersepeda.",
      "Trotoar {jalan} dipasang pohon di tengahnya sehingga pejalan kaki harus turun. Mohon ditata ulang." },
    "Terima kasih atas usulnya. Mohon tuliskan sisi jalan dan panjang yang Saudara maksud.",
    "Usul trotoar di {jalan} kami catat dan bawa ke forum perencanaan pada {tanggal}. Hasilnya kami sampaikan di sini.",
    "Bidang landai di {jalan} sudah dibuat pada empat titik penyeberangan.",
    "Terima kasih, apakah bisa dilanjutkan sampai depan puskesmas?",
  },
  {
    "131412", "2001", "Lingkungan Hidup > Pengelolaan Sampah", ORDINARY, 22,
    { "Sampah di TPS {jalan} menumpuk", "Sampah {kelurahan} tidak diangkut", "Warga membakar sampah" },
    { "Sampah di TPS {jalan} sudah {hari} hari tidak diangkut, sampai meluber ke jalan. Baunya masuk ke rumah "
      "dan banyak lalat. Mohon armadanya ditambah.",
      "Petugas pengangkut sampah di RT {rt} {kelurahan} hanya datang sekali seminggu padahal kami bayar iuran "
      "tiap bulan. Mohon jadwalnya diberitahukan.",
      "Ada warga membakar sampah plastik setiap sore di belakang {jalan}. Asapnya membuat anak saya sesak. "
      "Sudah ditegur tapi diulang lagi.",
      "bak sampah dekat pasar {kelurahan} bocor, airnya mengalir ke jalan. licin dan bau sekali min" },
    "Mohon sebutkan letak TPS yang dimaksud (dekat bangunan apa) dan jam penumpukan paling parah.",
    "TPS di {jalan} {kelurahan} hari ini diangkut dengan dua truk tambahan. Mulai {tanggal} jadwal "
    "pengangkutan menjadi setiap hari. Silakan balas laporan ini bila terlewat.",
    "Tumpukan di TPS {jalan} sudah diangkut seluruhnya dan lokasi disemprot. Jadwal pengangkutan sekarang setiap "
    "hari pukul 06.00 Wita.",
    "Kemarin terlewat lagi, mohon jadwalnya benar-benar dijalankan.",
  },
  {
    "131412", "2010", "Lingkungan Hidup > Pencemaran", OVERSIGHT, 8,
    { "Limbah usaha dibuang ke parit {jalan}", "Air sungai {kelurahan} berbusa", "Bau menyengat dari gudang" },
    { "Usaha pencucian di {jalan} membuang air sabun langsung ke parit. Ikan warga mati {jumlah} kali. Mohon "
      "diperiksa izinnya.",
      "Air sungai kecil di {kelurahan} berbusa dan berbau sejak {hari} hari lalu. Warga masih memakainya untuk "
      "mencuci.",
      "Ada gudang di {jalan} RT {rt} yang mengeluarkan bau seperti karet terbakar setiap malam. Kami pusing.",
      "Oli bekas bengkel dibuang ke got {jalan}. Saya tidak berani menegur, tolong dirahasiakan." },
    "Mohon sampaikan jam bau atau buangan paling terasa, agar pengambilan contoh air dilakukan pada waktu itu.",
    "Petugas mengambil contoh air di {jalan} dan memeriksa izin usaha. Hasil laboratorium keluar pada {tanggal} "
    "dan kami sampaikan di laporan ini.",
    "Usaha di {jalan} sudah memasang bak penyaring setelah diberi teguran tertulis, dan contoh air kedua memenuhi "
    "baku mutu.",
    "Malam tadi baunya muncul lagi sekitar jam sebelas.",
  },
  {
    "131412", "2022", "Lingkungan Hidup > Pohon dan Taman", ORDINARY, 8,
    { "Pohon rawan tumbang di {jalan}", "Dahan menutup lampu jalan", "Taman {kelurahan} tidak terawat" },
    { "Pohon besar di {jalan} miring ke arah rumah warga RT {rt}. Setiap angin kencang kami takut. Mohon dipangkas.",
      "Dahan pohon di {jalan} sudah menyentuh kabel listrik dan menutup lampu jalan. Sudah {hari} hari kami lapor ke RT.",
      "Taman di {kelurahan} rumputnya tinggi, ada ular. Padahal sore banyak anak bermain.",
      "Pohon bekas tumbang masih melintang di sisi {jalan}, mohon diangkut." },
    "Mohon kirimkan foto pohon dan nomor tiang terdekat, agar regu pemangkas tidak salah lokasi.",
    "Pohon di {jalan} sudah kami periksa dan dijadwalkan dipangkas {tanggal} bersama petugas listrik.",
    "Pemangkasan pohon di {jalan} selesai dan sisa dahan sudah diangkut.",
    "Dahan yang ke arah rumah saya belum dipotong.",
  },
  {
    "131411", "950", "Perhubungan > Penerangan Jalan", ORDINARY, 16,
    { "Lampu jalan {jalan} padam", "{jumlah} lampu PJU mati di {kelurahan}", "Lampu jalan menyala siang hari" },
    { "Lampu penerangan di {jalan} RT {rt} padam sudah {hari} hari. Minggu lalu ada percobaan penjambretan. Mohon "
      "segera diperbaiki.",
      "Ada {jumlah} tiang lampu berturut-turut mati di {jalan}. Jalan menikung dan gelap gulita.",
      "Lampu jalan di {kelurahan} justru menyala siang dan mati malam. Sepertinya pengaturnya rusak.",
      "kabel lampu jalan di {jalan} menjuntai rendah, takutnya kesetrum. tolong cepat min" },
    "Mohon tuliskan nomor yang tertera pada tiang lampu, atau rumah terdekat.",
    "Regu penerangan memeriksa {jalan} dan menemukan kabel putus. Penggantian dikerjakan {tanggal}.",
    "Lampu penerangan di {jalan} sudah menyala kembali setelah sekring dan dua lampu diganti.",
    "Malam ini mati lagi, hanya menyala dua hari.",
  },
  {
    "131411", "955", "Perhubungan > Parkir dan Lalu Lintas", ORDINARY, 8,
    { "Parkir liar di {jalan}", "Lampu lalu lintas {kelurahan} rusak", "Juru parkir menaikkan tarif" },
    { "Trotoar dan bahu {jalan} dipakai parkir mobil setiap sore sehingga macet. Mohon ditertibkan.",
      "Lampu lalu lintas di simpang {kelurahan} merah terus dari satu arah sejak {hari} hari. Pengendara jadi menerobos.",
      "Juru parkir di {jalan} meminta {jumlah} ribu tanpa karcis. Apakah resmi?",
      "Marka jalan di {jalan} sudah hilang, sering terjadi tabrakan kecil." },
    "Mohon sebutkan jam kejadian dan, bila ada, foto karcis yang diberikan.",
    "Petugas ditempatkan di {jalan} setiap sore mulai {tanggal} dan rambu larangan parkir dipasang pada minggu yang sama.",
    "Pengatur lampu di simpang {kelurahan} sudah diganti dan bekerja normal.",
    "Petugasnya hanya ada satu hari, sekarang parkir lagi di trotoar.",
  },
  {
    "131414", "1710", "Energi dan SDA > Air Minum", ORDINARY, 14,
    { "Air PDAM {kelurahan} tidak mengalir", "Air keruh di {jalan}", "Pipa bocor di {jalan}" },
    { "Air leding di {jalan} RT {rt} kada mengalir {hari} hari. Kami terpaksa membeli air tangki. Kapan normal lagi?",
      "Air di {kelurahan} keruh kekuningan dan berbau besi. Tidak bisa dipakai mandi bayi.",
      "Ada pipa bocor di {jalan}, airnya terbuang ke jalan sudah {hari} hari. Sayang sekali padahal di rumah kami kecil.",
      "Tagihan air bulan ini naik {jumlah} kali lipat padahal rumah kosong. Mohon diperiksa meterannya." },
    "Mohon sampaikan nomor pelanggan melalui balasan yang hanya dapat dilihat petugas, agar tekanan di sambungan "
    "Saudara dapat kami periksa.",
    "Gangguan di {jalan} disebabkan pipa distribusi yang bocor. Penyambungan dikerjakan {tanggal}; selama itu tangki "
    "air gratis berhenti di balai {kelurahan} setiap pagi.",
    "Pipa di {jalan} sudah disambung dan tekanan kembali normal sejak kemarin sore.",
    "Siang tadi mati lagi, mengalir hanya tengah malam.",
  },
  {
    "131413", "1200", "Kependudukan > KTP dan Kartu Keluarga", QUESTION, 12,
    { "Syarat pindah domisili", "KTP belum jadi", "Cara mengubah kartu keluarga" },
    { "Selamat siang, saya pindah dari luar provinsi ke {kelurahan}. Apa saja syarat pindah domisili dan berapa hari "
      "selesainya?",
      "Saya rekam KTP {hari} hari lalu di kecamatan {kecamatan} tetapi belum ada kabar. Bagaimana cara mengeceknya?",
      "Anak saya baru lahir, bagaimana menambahkannya ke kartu keluarga? Apakah bisa daring?",
      "Orang tua saya lansia dan tidak bisa datang. Apakah ada layanan rekam KTP ke rumah di {kecamatan}?" },
    "Agar kami dapat memeriksa, mohon tuliskan kecamatan tempat perekaman dan tanggalnya. Nomor identitas tidak "
    "perlu ditulis di sini.",
    "Perekaman di {kecamatan} sedang menunggu pencetakan. Kartu dapat diambil mulai {tanggal} di kantor kecamatan, "
    "pukul 08.00 sampai 15.00 Wita.",
    "Perubahan kartu keluarga dapat diajukan di kantor kelurahan {kelurahan} atau lewat layanan daring, dengan surat "
    "keterangan lahir dan kartu keluarga lama. Selesai dalam tiga hari kerja dan tidak dipungut biaya.",
    "Sudah saya ajukan tetapi aplikasinya gagal terus di halaman unggah.",
  },
};

const LoketDemoPlace _loket_demo_places[] = {
  { "Landasan Ulin", { "Guntung Payung", "Syamsudin Noor", "Guntungmanggis", "Landasan Ulin Timur" } },
  { "Cempaka", { "Sungai Tiung", "Bangkal", "Palam", "Cempaka" } },
  { "Banjarbaru Utara", { "Loktabat Utara", "Mentaos", "Komet", "Sungai Ulin" } },
  { "Banjarbaru Selatan", { "Kemuning", "Loktabat Selatan", "Guntung Paikat", "Sungai Besar" } },
  { "Liang Anggang", { "Landasan Ulin Barat", "Landasan Ulin Tengah", "Landasan Ulin Utara", "Landasan Ulin Selatan" } },
};

const char *const _loket_demo_streets[] = {
  "Jalan Melati", "Jalan Kenanga", "Jalan Trikora", "Jalan Karang Anyar", "Jalan Sukarelawan", "Gang Purnama",
  "Gang Anggrek", "Jalan Pandu", "Jalan Rambai", "Gang Kasturi", "Jalan Sidomulyo", "Jalan Galam", "Gang Sejahtera",
  "Jalan Kelapa Sawit", "Jalan Bina Murni", "Gang Teratai", "Jalan Sapta Marga", "Jalan Guntung Harapan",
};

const char *const _loket_demo_first_names[] = {
  "Ahmad", "Siti", "Muhammad", "Noor", "Rusdi", "Hamidah", "Fauzan", "Mariatul", "Yusran", "Rabiatul", "Hendra",
  "Lina", "Syahrul", "Masitah", "Eko", "Wahyuni", "Arbain", "Fatimah", "Gusti", "Ratna", "Zainal", "Nurul",
};

const char *const _loket_demo_last_names[] = {
  "Rifani", "Rahmah", "Hidayat", "Aini", "Saputra", "Hasanah", "Firdaus", "Jannah", "Anwar", "Lestari", "Ramadhan",
  "Wulandari", "Setiawan", "Kartika", "Maulana", "Safitri",
};

const char *const _loket_demo_channels[] = {
  "Website", "Android", "Whatsapp", "SMS", "iOS", "Twitter", "Tatap Muka", "Surat",
};

const guint _loket_demo_n_topics = G_N_ELEMENTS (_loket_demo_topics);
const guint _loket_demo_n_places = G_N_ELEMENTS (_loket_demo_places);
const guint _loket_demo_n_streets = G_N_ELEMENTS (_loket_demo_streets);
const guint _loket_demo_n_first_names = G_N_ELEMENTS (_loket_demo_first_names);
const guint _loket_demo_n_last_names = G_N_ELEMENTS (_loket_demo_last_names);
const guint _loket_demo_n_channels = G_N_ELEMENTS (_loket_demo_channels);
