/**
 * Project Wycheproof: some of `rsa_pss_2048_sha384_mgf1_48_test.json` and `ed25519_test.json`, with their test ids.
 *
 * https://github.com/C2SP/wycheproof (Apache-2.0). Chosen so that each way of being invalid occurs once.
 */
interface Vector {
  readonly id: number;
  readonly comment: string;
  readonly message: string;
  readonly signature: string;
  readonly valid: boolean;
}

export const RSA_PSS_2048_SPKI =
  '30820122300d06092a864886f70d01010105000382010f003082010a0282010100cda6fa5ca76bfe0492ec57e0a3bfff7272' +
  'dc8d1e25ad1fb338aa050f02c104e63133d6b5b7c4985ebbae9ac036a5b9c03074d60aec8e25baf392a0c430ff05b88e9488' +
  '05d3dd74511d8885250a7b574215ada015c559076686e253ccc96c0815b1291ee787cc3363b4f77d930eb998d7c582b24cea' +
  '9ce21de9722791989863a27ebc80a00de5bd2f9228775e5a4ceb054d58c9be36a054336971a13642dd9510dd696aa268db3a' +
  'ab2299d5d88f8e562434d1427094d3df8e72d1ef69b4ed34d12bac375223b2a25cf227f735f816e85e17239304769a608215' +
  '4cd15899fc1eaefb69b748a3e5ed24d38372597de3e4e2a27b951d6ac7db182d6809d8ff511b7f0203010001';
export const RSA_PSS_2048: readonly Vector[] = [
  {
    id: 2,
    comment: 'valid signature',
    message: '0000000000000000000000000000000000000000',
    signature:
      '9b45517f6149764531b362d7c6b6261b77fc37ae0b97bc392ba27ecb9bbb0d2db931cd7118c86727202333558fcdbf844645' +
      '95b31b28a526bf7df2582f40035ab5e1c3896337ac20f137568a52f0b64bc544531f00791a4593ed2182b82bd71366cbfb6c' +
      'dc107c79fca7c3aae679e98e75b40b2034d9375ebf750b3153a97d829bfd5aa39c29246bae601c131238275503faa532f0ee' +
      '75492b7d7b5b4f55d7be619f269d80a3feb414aeb1f36487b0e46b870d4756f98cfa50d6834a7cdcb23890821416cf0c8e82' +
      'f688aa8e46ef8e3179e5ecd3cf157a8caaa70b0f4074294746e41b906d0ce85e6f2485cacb71bd63bb365eed5e91c9af4589' +
      'd74b3f9487c6',
    valid: true,
  },
  {
    id: 3,
    comment: 'valid signature',
    message: '54657374',
    signature:
      '1ad8f3e3e3327398960ed19275c2cdf187001516a6116b7ba2ce301ac4952f1d180e08731eeb14e5e94d49ec6c79a31cae6d' +
      '256e32f01980cdbfcb34feeda260048c371358cbb70a73b5da7aa245a83372d543383a0eeb58e7602144f70e7858dcfd0459' +
      '2b2bfc5b83ed58170bf692d00e546d8a734a726df499816d6e2829fc7028850a2732a1261f2b8448b3020d29b27ed1fab22c' +
      '932ddf85ea7ca9bab730653cd59505e0bfc1344a46e6f9dfe6e68f98ae2cad303367f598b8845801c8b274117d28f8393504' +
      'b7a32c9ffc64bd42c2759f64157c3f8033e67e5285e94ff992692424869ed0d24a9d003670532002da0c2f9df524b1bc3b23' +
      'b9a78f5b53ef',
    valid: true,
  },
  {
    id: 140,
    comment: 'PKCS #1 v1.5 signature with SHA-256',
    message: '313233343030',
    signature:
      '521e5af2451d73b61b7af2d81eb427bba3911a3f2e61105bf38e15c74196c8e66d52239936aa1a7823606fdb4d243b32dca2' +
      'c4a95cb3b302fd34a9c0879711095b4d1e75c59d005836c2b9a05ec1daa63148841b285c10bb70f4683994fb0a598b927415' +
      'ab2004dbdd6405d57804ea142f21600d5bf5487f3f7419ee2c2790a122199cff03be53847cbda28161f37810f046df1c54ff' +
      'a9e3070ebd1f8b08b3293c6a160ef6593ab497415c2a086cd5242f3509b375f70e12435b01c21bfee65f2156448831050eec' +
      '3da4df7ddb04acdfd89a5cbd5f9afa75a8e3871378933c1483c28c1bf405c42625b673bd0de4737ca144285af3981fcaa730' +
      '2534e8c36e9e',
    valid: false,
  },
  {
    id: 94,
    comment: 'first byte of m_hash modified',
    message: '313233343030',
    signature:
      '243c6bba129527fcd13b07b335a5203cb3d54965f0ff9ff6bcb24d9b410f360abb6ac198d434da1e8071b18920540af6ee6b' +
      'a3107557cb8c01ac00dd929c201b62f89401131d3db209e8c238a9458f160d966343afe088a2e35d034d91992505326ddf2d' +
      '882cb1b26791fa13fd8756ff55efbb3ae800da65a7cf78ad88bce6a83c3f42de3da0738e0cb18ac979ef11d798e73b5e8a49' +
      'dcf88a112115e319750ac828287b1e500512c0997fe094aa0309671291b0767cceab19340d2ba225887cafb8f4a772ffa822' +
      '22228c220bf8a6e1f4ea44ffaeab73315e880a4696a7d11c763e4b9d6c71aca3aecc27bde372c444071c3df971e2b22f9e7c' +
      '937d57ae6ad5',
    valid: false,
  },
  {
    id: 96,
    comment: 'last byte of m_hash modified',
    message: '313233343030',
    signature:
      '9c93f785b188cd2b0fdffda97a0f4ae789b70b37821c5d1dae0715be170657607d3d7cde3c79e615eef1d7af141a74853364' +
      '7339e9ade4b72d22f511de414e812821eacb905a4a33cdb37bfa89f6435145f91411359db90202fb64734f5331f2dd2494cc' +
      'c57f39f990ffebbc7b3c963e3b3065d7c4ac077ee2da7adc4bee6f7c1a41df59da99d857d299fe13b862756dfc886a043fb9' +
      '58bc601329853b4501efcee5ca32f6dc71b0b29982a7485bb8e82f4e8e3a7dd28c27fed9a245f4ba11614a4f3410397617d6' +
      '760ae52a4cd6cf7f9e382ff05752d1681649e86d19cbf231f3ce7060890a3be4dc9d8e63087934f94aea8d2bb0c6ed605711' +
      '36496886de10',
    valid: false,
  },
  {
    id: 98,
    comment: 'all bits in m_hash flipped',
    message: '313233343030',
    signature:
      '275b90afd0379b1f3b50b60f8868deb782fce381bdd8b76518b735f4e2f4fac97d1ce31ddd3bb91e1ffb6ed5b227edf27ec5' +
      'fe8532687c4907586fc2cecf47479bb63b33e2d1c421c7032e36e5e5a811d4c69c57da6410c8ff8d7cac0a2d61db2dd69a71' +
      '370ea7269d23599e1bcefb90727f275e5114444c5c450a58a60a35b38661a78221f3eda1dd726267251a259423da8a586448' +
      '678dd64c786a4aebf9b6102327ba5194fc42842f502b96d14b812667662b8af57fbe85fa53be328fda7840f733d491672ed2' +
      '8564ce713571834b675c6e13c5771cbd69ac5af59cb5412cfe0d609e69901d4ff530675bdaa288cb1272e9377d70543ba2e2' +
      '7875237ffca0',
    valid: false,
  },
  {
    id: 99,
    comment: 's_len changed to 0',
    message: '313233343030',
    signature:
      '69a1af712699465ff84ed85dbb35323df339f7627310b2b3cf2b8b9fd4fa5cb0f536680d7bf905347a642c1960c3e1749577' +
      '0bf939b7b3d426ed2209b5e47a6029af076a8e95f9a7fc959041d2e221d433f3836e37b6075a8388a2a6aed1785528cc7934' +
      '8d4dead276988f7f49d827c0ebbbfe7aae9d946f16c7a3598da587710a8d9fc72ca537534959c76a35c91ea90989dd0fce6b' +
      'bb0d0f8c439188e51e0c82debfab4ac1dd7df3c3e48627039a9d3829a7f08432da36b6ca6d9ba0f9a15f6a61afa09c1ad305' +
      'c3182e0a88e128192d8d064af7037950574cfd21b1ddb5f562ceecefed4e62c6d12f82135aab2c0a6dba9a181945f56943b4' +
      'a81faa42fff0',
    valid: false,
  },
  {
    id: 108,
    comment: 'byte 0 in zero padding modified',
    message: '313233343030',
    signature:
      '0311df808b08ed6a5f1190d36f8932e2db1cbc5194005dcba53a8bebb8798914265d1c3b8bdca66b1212ab8f9957a9e333ee' +
      'd8ab4e7d0674b62a4c33af819f09b7d1e7aebbd694a7ee3fda8a920d6041e7df7f1eb223d9beb468293eb335e2a2607e24b8' +
      '837b62d41391d159b09b5c34ba92cc74c843c7b1516b504e5612d619f3207088c56c0eb40a2b28accaf7e7059cea8c70bec8' +
      'ed59421e42df6551e3ff309ad4a2236ea2874fbd89ae683f113a1b4c8682d59bfdd77387cdd4ea3d2895b70706bf1af0d08d' +
      'c1cb76657477c06eb1a3ab6600e62380714abb292334e59950003c56f01057a6681d3543783db2765440c5c2f44634728217' +
      'f1a10902010a',
    valid: false,
  },
  {
    id: 109,
    comment: 'byte 7 in zero padding modified',
    message: '313233343030',
    signature:
      '303c8abab7cbd142595120a922bca04b9fe346d11865aa1d5d6eac6f2bc024a6577ef941d4fc4403132c5126c6dcc2cf9eed' +
      'a27b58d2028db2cea33efb529bd14a216d48057d4aa194706a5adb7d9e6181b53416ae1a0f24b4095008716ea4895bae467a' +
      'e807a1acec2726f2245e9b394bc3e3e93c550dd4c15575309288bc11a07a2a19cb2fc5a22e08137d9ccd3182ea7595f5bc06' +
      '2691e885e318ed592d98c7b7ee6a33b8a02cb2cb45b6a9274659ede5c4bac5fbcd306b8f3131dbbead9fc3c1741d3976b5dc' +
      '62ca36217366f68ccd0e1fd2aac6554a2f08eed1d21dbce299a96dbc6712a35e542c9882d554684dcd781d5aa674e5464982' +
      '93e670ccc278',
    valid: false,
  },
  {
    id: 110,
    comment: 'all bytes in zero padding modified',
    message: '313233343030',
    signature:
      '7d083d8dfd9d7f9c025ac87bcce1d412cae312c62d553bffd242478fb79fd0229b5dc05cbbd13b30b96c5592afb54048a952' +
      '97c9fc2a09a1a4522f557c8eeaab6e83963b2ef5c8e2f0f313c03794b03d55d99f6b5f520f1b9b8f9a314358dd93770ebe3e' +
      '21e3a1e322dfd4ebbf59ea6248866ebf903db73e8a7242a6397ba78a07c81b8e5b53b1b6ada9a57aa58bb92903fd4e6fa3bb' +
      '4a1e363e11baae93fac476ed803116d9c273cb818583b8f4429b752d12bd46ff2aefdc62097ac7a34f66188f69ae4352446f' +
      '2071959fc9929417db398b653996fafe5e9efb656d68f971fbb37b1b9923d7b9b2853abf02a4b007c77466c0975eb959082c' +
      '2955cd0f2ccd',
    valid: false,
  },
  {
    id: 115,
    comment: 'all bytes of h replaced by 0',
    message: '313233343030',
    signature:
      'b58a3cb33eaa7bed71644f42554cada409f38391e98244cdd24adb194233e01172f0688f4c54e3dd05e88ae0c6cb4c872c4e' +
      '0af02e50f4d37065d6f2ad4015ee4eb6411e7e4944c957f5293739bfd441564ce9dc42a9a51bdfe08d66541e9e84ec9acb65' +
      'dd2cfefa2840e6908d184bd4d0fddccf04be21cce769108d48ce6a907af301af4ae5b9bada8554dcb961e8c069cc7a843c91' +
      '292de9a0791f3c558b0f84006d29c6cc19ae8ea43021400a8959f6c5e217a70eb76fd159cb7f6525d884a42ec2e60248d0c5' +
      '000afe787493796232b4459ebc421c042d247edbd908468805e359dcb357518b305a15763004ca22c3790016dc011c3cdb3d' +
      '270a723ba44d',
    valid: false,
  },
];

export const ED25519: readonly (Vector & { readonly key: string })[] = [
  {
    id: 1,
    comment: 'Valid',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '',
    signature:
      'd4fbdb52bfa726b44d1786a8c0d171c3e62ca83c9e5bbe63de0bb2483f8fd6cc1429ab72cafc41ab56af02ff8fcc43b99bfe' +
      '4c7ae940f60f38ebaa9d311c4007',
    valid: true,
  },
  {
    id: 10,
    comment: 'special values for r and s',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '3f',
    signature:
      '0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000' +
      '0000000000000000000000000000',
    valid: false,
  },
  {
    id: 11,
    comment: 'special values for r and s',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '3f',
    signature:
      '0000000000000000000000000000000000000000000000000000000000000000010000000000000000000000000000000000' +
      '0000000000000000000000000000',
    valid: false,
  },
  {
    id: 12,
    comment: 'special values for r and s',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '3f',
    signature:
      '0000000000000000000000000000000000000000000000000000000000000000ecd3f55c1a631258d69cf7a2def9de140000' +
      '0000000000000000000000000010',
    valid: false,
  },
  {
    id: 30,
    comment: 'empty signature',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '54657374',
    signature: '',
    valid: false,
  },
  {
    id: 33,
    comment: 'signature too long',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '54657374',
    signature:
      '7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e39d4' +
      'eef676573336a5c51eb6f946b30d2020',
    valid: false,
  },
  {
    id: 38,
    comment: 'removing 0 byte from signature',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '546573743137',
    signature:
      '93de3ca252426c95f735cb9edd92e83321ac62372d5aa5b379786bae111ab6b17251330e8f9a7c30d6993137c596007d7b00' +
      '1409287535ac4804e662bc58a3',
    valid: false,
  },
  {
    id: 42,
    comment:
      'modified bit 0 in R. Accepted only by verifiers that ignore this bit when comparing R to the recovered R.',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '313233343030',
    signature:
      '647c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b1d125e5538f38afbcc1c84e489521083041d' +
      '24bc6240767029da063271a1ff0c',
    valid: false,
  },
  {
    id: 43,
    comment:
      'modified bit 1 in R. Accepted only by verifiers that ignore this bit when comparing R to the recovered R.',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '313233343030',
    signature:
      '677c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2bc108ca4b87a49c9ed2cf383aecad8f54a962' +
      'b2899da891e12004d7993a627e01',
    valid: false,
  },
  {
    id: 44,
    comment:
      'modified bit 2 in R. Accepted only by verifiers that ignore this bit when comparing R to the recovered R.',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '313233343030',
    signature:
      '617c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b9ce23fc6213ed5b87912e9bbf92f5e2c780e' +
      'ae26d15c50a112d1e97d2ea33c06',
    valid: false,
  },
  {
    id: 63,
    comment:
      'the encoded s was replaced by s + L. The scalar is unchanged mod L. Accepted only by verifiers that fail to enforce s < L. See RFC 8032, Section 5.1.7.',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '54657374',
    signature:
      '7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab067654bce3832c2d76f8f6f5dafc08d9339d4' +
      'eef676573336a5c51eb6f946b31d',
    valid: false,
  },
  {
    id: 64,
    comment:
      'the encoded s was replaced by s + 2L. The scalar is unchanged mod L. Accepted only by verifiers that fail to enforce s < L. See RFC 8032, Section 5.1.7.',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '54657374',
    signature:
      '7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab05439412b5395d42f462c67008eba6ca839d4' +
      'eef676573336a5c51eb6f946b32d',
    valid: false,
  },
  {
    id: 65,
    comment:
      'the encoded s was replaced by s + 4L. The scalar is unchanged mod L. Accepted only by verifiers that fail to enforce s < L. See RFC 8032, Section 5.1.7.',
    key: '7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa',
    message: '54657374',
    signature:
      '7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab02ee12ce5875bf9dff26556464bae2ad239d4' +
      'eef676573336a5c51eb6f946b34d',
    valid: false,
  },
  {
    id: 85,
    comment: 'Signature with S just above the bound. [David Benjamin]',
    key: '100fdf47fb94f1536a4f7c3fda27383fa03375a8f527c537e6f1703c47f94f86',
    message: '6a0bc2b0057cedfc0fa2e3f7f7d39279b30f454a69dfd1117c758d86b19d85e0',
    signature:
      '0971f86d2c9c78582524a103cb9cf949522ae528f8054dc20107d999be673ff4e25ebf2f2928766b1248bec6e91697775f84' +
      '46639ede46ad4df4053000000010',
    valid: false,
  },
];
