# More than 256 of everything, so that operands need EXTENDED_ARG.
def wide(a):
    local_0 = a.name_0
    local_1 = a.name_1
    local_2 = a.name_2
    local_3 = a.name_3
    local_4 = a.name_4
    local_5 = a.name_5
    local_6 = a.name_6
    local_7 = a.name_7
    local_8 = a.name_8
    local_9 = a.name_9
    local_10 = a.name_10
    local_11 = a.name_11
    local_12 = a.name_12
    local_13 = a.name_13
    local_14 = a.name_14
    local_15 = a.name_15
    local_16 = a.name_16
    local_17 = a.name_17
    local_18 = a.name_18
    local_19 = a.name_19
    local_20 = a.name_20
    local_21 = a.name_21
    local_22 = a.name_22
    local_23 = a.name_23
    local_24 = a.name_24
    local_25 = a.name_25
    local_26 = a.name_26
    local_27 = a.name_27
    local_28 = a.name_28
    local_29 = a.name_29
    local_30 = a.name_30
    local_31 = a.name_31
    local_32 = a.name_32
    local_33 = a.name_33
    local_34 = a.name_34
    local_35 = a.name_35
    local_36 = a.name_36
    local_37 = a.name_37
    local_38 = a.name_38
    local_39 = a.name_39
    local_40 = a.name_40
    local_41 = a.name_41
    local_42 = a.name_42
    local_43 = a.name_43
    local_44 = a.name_44
    local_45 = a.name_45
    local_46 = a.name_46
    local_47 = a.name_47
    local_48 = a.name_48
    local_49 = a.name_49
    local_50 = a.name_50
    local_51 = a.name_51
    local_52 = a.name_52
    local_53 = a.name_53
    local_54 = a.name_54
    local_55 = a.name_55
    local_56 = a.name_56
    local_57 = a.name_57
    local_58 = a.name_58
    local_59 = a.name_59
    local_60 = a.name_60
    local_61 = a.name_61
    local_62 = a.name_62
    local_63 = a.name_63
    local_64 = a.name_64
    local_65 = a.name_65
    local_66 = a.name_66
    local_67 = a.name_67
    local_68 = a.name_68
    local_69 = a.name_69
    local_70 = a.name_70
    local_71 = a.name_71
    local_72 = a.name_72
    local_73 = a.name_73
    local_74 = a.name_74
    local_75 = a.name_75
    local_76 = a.name_76
    local_77 = a.name_77
    local_78 = a.name_78
    local_79 = a.name_79
    local_80 = a.name_80
    local_81 = a.name_81
    local_82 = a.name_82
    local_83 = a.name_83
    local_84 = a.name_84
    local_85 = a.name_85
    local_86 = a.name_86
    local_87 = a.name_87
    local_88 = a.name_88
    local_89 = a.name_89
    local_90 = a.name_90
    local_91 = a.name_91
    local_92 = a.name_92
    local_93 = a.name_93
    local_94 = a.name_94
    local_95 = a.name_95
    local_96 = a.name_96
    local_97 = a.name_97
    local_98 = a.name_98
    local_99 = a.name_99
    local_100 = a.name_100
    local_101 = a.name_101
    local_102 = a.name_102
    local_103 = a.name_103
    local_104 = a.name_104
    local_105 = a.name_105
    local_106 = a.name_106
    local_107 = a.name_107
    local_108 = a.name_108
    local_109 = a.name_109
    local_110 = a.name_110
    local_111 = a.name_111
    local_112 = a.name_112
    local_113 = a.name_113
    local_114 = a.name_114
    local_115 = a.name_115
    local_116 = a.name_116
    local_117 = a.name_117
    local_118 = a.name_118
    local_119 = a.name_119
    local_120 = a.name_120
    local_121 = a.name_121
    local_122 = a.name_122
    local_123 = a.name_123
    local_124 = a.name_124
    local_125 = a.name_125
    local_126 = a.name_126
    local_127 = a.name_127
    local_128 = a.name_128
    local_129 = a.name_129
    local_130 = a.name_130
    local_131 = a.name_131
    local_132 = a.name_132
    local_133 = a.name_133
    local_134 = a.name_134
    local_135 = a.name_135
    local_136 = a.name_136
    local_137 = a.name_137
    local_138 = a.name_138
    local_139 = a.name_139
    local_140 = a.name_140
    local_141 = a.name_141
    local_142 = a.name_142
    local_143 = a.name_143
    local_144 = a.name_144
    local_145 = a.name_145
    local_146 = a.name_146
    local_147 = a.name_147
    local_148 = a.name_148
    local_149 = a.name_149
    local_150 = a.name_150
    local_151 = a.name_151
    local_152 = a.name_152
    local_153 = a.name_153
    local_154 = a.name_154
    local_155 = a.name_155
    local_156 = a.name_156
    local_157 = a.name_157
    local_158 = a.name_158
    local_159 = a.name_159
    local_160 = a.name_160
    local_161 = a.name_161
    local_162 = a.name_162
    local_163 = a.name_163
    local_164 = a.name_164
    local_165 = a.name_165
    local_166 = a.name_166
    local_167 = a.name_167
    local_168 = a.name_168
    local_169 = a.name_169
    local_170 = a.name_170
    local_171 = a.name_171
    local_172 = a.name_172
    local_173 = a.name_173
    local_174 = a.name_174
    local_175 = a.name_175
    local_176 = a.name_176
    local_177 = a.name_177
    local_178 = a.name_178
    local_179 = a.name_179
    local_180 = a.name_180
    local_181 = a.name_181
    local_182 = a.name_182
    local_183 = a.name_183
    local_184 = a.name_184
    local_185 = a.name_185
    local_186 = a.name_186
    local_187 = a.name_187
    local_188 = a.name_188
    local_189 = a.name_189
    local_190 = a.name_190
    local_191 = a.name_191
    local_192 = a.name_192
    local_193 = a.name_193
    local_194 = a.name_194
    local_195 = a.name_195
    local_196 = a.name_196
    local_197 = a.name_197
    local_198 = a.name_198
    local_199 = a.name_199
    local_200 = a.name_200
    local_201 = a.name_201
    local_202 = a.name_202
    local_203 = a.name_203
    local_204 = a.name_204
    local_205 = a.name_205
    local_206 = a.name_206
    local_207 = a.name_207
    local_208 = a.name_208
    local_209 = a.name_209
    local_210 = a.name_210
    local_211 = a.name_211
    local_212 = a.name_212
    local_213 = a.name_213
    local_214 = a.name_214
    local_215 = a.name_215
    local_216 = a.name_216
    local_217 = a.name_217
    local_218 = a.name_218
    local_219 = a.name_219
    local_220 = a.name_220
    local_221 = a.name_221
    local_222 = a.name_222
    local_223 = a.name_223
    local_224 = a.name_224
    local_225 = a.name_225
    local_226 = a.name_226
    local_227 = a.name_227
    local_228 = a.name_228
    local_229 = a.name_229
    local_230 = a.name_230
    local_231 = a.name_231
    local_232 = a.name_232
    local_233 = a.name_233
    local_234 = a.name_234
    local_235 = a.name_235
    local_236 = a.name_236
    local_237 = a.name_237
    local_238 = a.name_238
    local_239 = a.name_239
    local_240 = a.name_240
    local_241 = a.name_241
    local_242 = a.name_242
    local_243 = a.name_243
    local_244 = a.name_244
    local_245 = a.name_245
    local_246 = a.name_246
    local_247 = a.name_247
    local_248 = a.name_248
    local_249 = a.name_249
    local_250 = a.name_250
    local_251 = a.name_251
    local_252 = a.name_252
    local_253 = a.name_253
    local_254 = a.name_254
    local_255 = a.name_255
    local_256 = a.name_256
    local_257 = a.name_257
    local_258 = a.name_258
    local_259 = a.name_259
    local_260 = a.name_260
    local_261 = a.name_261
    local_262 = a.name_262
    local_263 = a.name_263
    local_264 = a.name_264
    local_265 = a.name_265
    local_266 = a.name_266
    local_267 = a.name_267
    local_268 = a.name_268
    local_269 = a.name_269
    local_270 = a.name_270
    local_271 = a.name_271
    local_272 = a.name_272
    local_273 = a.name_273
    local_274 = a.name_274
    local_275 = a.name_275
    local_276 = a.name_276
    local_277 = a.name_277
    local_278 = a.name_278
    local_279 = a.name_279
    local_280 = a.name_280
    local_281 = a.name_281
    local_282 = a.name_282
    local_283 = a.name_283
    local_284 = a.name_284
    local_285 = a.name_285
    local_286 = a.name_286
    local_287 = a.name_287
    local_288 = a.name_288
    local_289 = a.name_289
    local_290 = a.name_290
    local_291 = a.name_291
    local_292 = a.name_292
    local_293 = a.name_293
    local_294 = a.name_294
    local_295 = a.name_295
    local_296 = a.name_296
    local_297 = a.name_297
    local_298 = a.name_298
    local_299 = a.name_299
    try:
        while a:
            if local_0: local_1(0.5, global_0, local_0)
            if local_2: local_3(2.5, global_2, local_2)
            if local_4: local_5(4.5, global_4, local_4)
            if local_6: local_7(6.5, global_6, local_6)
            if local_8: local_9(8.5, global_8, local_8)
            if local_10: local_11(10.5, global_10, local_10)
            if local_12: local_13(12.5, global_12, local_12)
            if local_14: local_15(14.5, global_14, local_14)
            if local_16: local_17(16.5, global_16, local_16)
            if local_18: local_19(18.5, global_18, local_18)
            if local_20: local_21(20.5, global_20, local_20)
            if local_22: local_23(22.5, global_22, local_22)
            if local_24: local_25(24.5, global_24, local_24)
            if local_26: local_27(26.5, global_26, local_26)
            if local_28: local_29(28.5, global_28, local_28)
            if local_30: local_31(30.5, global_30, local_30)
            if local_32: local_33(32.5, global_32, local_32)
            if local_34: local_35(34.5, global_34, local_34)
            if local_36: local_37(36.5, global_36, local_36)
            if local_38: local_39(38.5, global_38, local_38)
            if local_40: local_41(40.5, global_40, local_40)
            if local_42: local_43(42.5, global_42, local_42)
            if local_44: local_45(44.5, global_44, local_44)
            if local_46: local_47(46.5, global_46, local_46)
            if local_48: local_49(48.5, global_48, local_48)
            if local_50: local_51(50.5, global_50, local_50)
            if local_52: local_53(52.5, global_52, local_52)
            if local_54: local_55(54.5, global_54, local_54)
            if local_56: local_57(56.5, global_56, local_56)
            if local_58: local_59(58.5, global_58, local_58)
            if local_60: local_61(60.5, global_60, local_60)
            if local_62: local_63(62.5, global_62, local_62)
            if local_64: local_65(64.5, global_64, local_64)
            if local_66: local_67(66.5, global_66, local_66)
            if local_68: local_69(68.5, global_68, local_68)
            if local_70: local_71(70.5, global_70, local_70)
            if local_72: local_73(72.5, global_72, local_72)
            if local_74: local_75(74.5, global_74, local_74)
            if local_76: local_77(76.5, global_76, local_76)
            if local_78: local_79(78.5, global_78, local_78)
            if local_80: local_81(80.5, global_80, local_80)
            if local_82: local_83(82.5, global_82, local_82)
            if local_84: local_85(84.5, global_84, local_84)
            if local_86: local_87(86.5, global_86, local_86)
            if local_88: local_89(88.5, global_88, local_88)
            if local_90: local_91(90.5, global_90, local_90)
            if local_92: local_93(92.5, global_92, local_92)
            if local_94: local_95(94.5, global_94, local_94)
            if local_96: local_97(96.5, global_96, local_96)
            if local_98: local_99(98.5, global_98, local_98)
            if local_100: local_101(100.5, global_100, local_100)
            if local_102: local_103(102.5, global_102, local_102)
            if local_104: local_105(104.5, global_104, local_104)
            if local_106: local_107(106.5, global_106, local_106)
            if local_108: local_109(108.5, global_108, local_108)
            if local_110: local_111(110.5, global_110, local_110)
            if local_112: local_113(112.5, global_112, local_112)
            if local_114: local_115(114.5, global_114, local_114)
            if local_116: local_117(116.5, global_116, local_116)
            if local_118: local_119(118.5, global_118, local_118)
            if local_120: local_121(120.5, global_120, local_120)
            if local_122: local_123(122.5, global_122, local_122)
            if local_124: local_125(124.5, global_124, local_124)
            if local_126: local_127(126.5, global_126, local_126)
            if local_128: local_129(128.5, global_128, local_128)
            if local_130: local_131(130.5, global_130, local_130)
            if local_132: local_133(132.5, global_132, local_132)
            if local_134: local_135(134.5, global_134, local_134)
            if local_136: local_137(136.5, global_136, local_136)
            if local_138: local_139(138.5, global_138, local_138)
            if local_140: local_141(140.5, global_140, local_140)
            if local_142: local_143(142.5, global_142, local_142)
            if local_144: local_145(144.5, global_144, local_144)
            if local_146: local_147(146.5, global_146, local_146)
            if local_148: local_149(148.5, global_148, local_148)
            if local_150: local_151(150.5, global_150, local_150)
            if local_152: local_153(152.5, global_152, local_152)
            if local_154: local_155(154.5, global_154, local_154)
            if local_156: local_157(156.5, global_156, local_156)
            if local_158: local_159(158.5, global_158, local_158)
            if local_160: local_161(160.5, global_160, local_160)
            if local_162: local_163(162.5, global_162, local_162)
            if local_164: local_165(164.5, global_164, local_164)
            if local_166: local_167(166.5, global_166, local_166)
            if local_168: local_169(168.5, global_168, local_168)
            if local_170: local_171(170.5, global_170, local_170)
            if local_172: local_173(172.5, global_172, local_172)
            if local_174: local_175(174.5, global_174, local_174)
            if local_176: local_177(176.5, global_176, local_176)
            if local_178: local_179(178.5, global_178, local_178)
            if local_180: local_181(180.5, global_180, local_180)
            if local_182: local_183(182.5, global_182, local_182)
            if local_184: local_185(184.5, global_184, local_184)
            if local_186: local_187(186.5, global_186, local_186)
            if local_188: local_189(188.5, global_188, local_188)
            if local_190: local_191(190.5, global_190, local_190)
            if local_192: local_193(192.5, global_192, local_192)
            if local_194: local_195(194.5, global_194, local_194)
            if local_196: local_197(196.5, global_196, local_196)
            if local_198: local_199(198.5, global_198, local_198)
            if local_200: local_201(200.5, global_200, local_200)
            if local_202: local_203(202.5, global_202, local_202)
            if local_204: local_205(204.5, global_204, local_204)
            if local_206: local_207(206.5, global_206, local_206)
            if local_208: local_209(208.5, global_208, local_208)
            if local_210: local_211(210.5, global_210, local_210)
            if local_212: local_213(212.5, global_212, local_212)
            if local_214: local_215(214.5, global_214, local_214)
            if local_216: local_217(216.5, global_216, local_216)
            if local_218: local_219(218.5, global_218, local_218)
            if local_220: local_221(220.5, global_220, local_220)
            if local_222: local_223(222.5, global_222, local_222)
            if local_224: local_225(224.5, global_224, local_224)
            if local_226: local_227(226.5, global_226, local_226)
            if local_228: local_229(228.5, global_228, local_228)
            if local_230: local_231(230.5, global_230, local_230)
            if local_232: local_233(232.5, global_232, local_232)
            if local_234: local_235(234.5, global_234, local_234)
            if local_236: local_237(236.5, global_236, local_236)
            if local_238: local_239(238.5, global_238, local_238)
            if local_240: local_241(240.5, global_240, local_240)
            if local_242: local_243(242.5, global_242, local_242)
            if local_244: local_245(244.5, global_244, local_244)
            if local_246: local_247(246.5, global_246, local_246)
            if local_248: local_249(248.5, global_248, local_248)
            if local_250: local_251(250.5, global_250, local_250)
            if local_252: local_253(252.5, global_252, local_252)
            if local_254: local_255(254.5, global_254, local_254)
            if local_256: local_257(256.5, global_256, local_256)
            if local_258: local_259(258.5, global_258, local_258)
            if local_260: local_261(260.5, global_260, local_260)
            if local_262: local_263(262.5, global_262, local_262)
            if local_264: local_265(264.5, global_264, local_264)
            if local_266: local_267(266.5, global_266, local_266)
            if local_268: local_269(268.5, global_268, local_268)
            if local_270: local_271(270.5, global_270, local_270)
            if local_272: local_273(272.5, global_272, local_272)
            if local_274: local_275(274.5, global_274, local_274)
            if local_276: local_277(276.5, global_276, local_276)
            if local_278: local_279(278.5, global_278, local_278)
            if local_280: local_281(280.5, global_280, local_280)
            if local_282: local_283(282.5, global_282, local_282)
            if local_284: local_285(284.5, global_284, local_284)
            if local_286: local_287(286.5, global_286, local_286)
            if local_288: local_289(288.5, global_288, local_288)
            if local_290: local_291(290.5, global_290, local_290)
            if local_292: local_293(292.5, global_292, local_292)
            if local_294: local_295(294.5, global_294, local_294)
            if local_296: local_297(296.5, global_296, local_296)
            if local_298: local_299(298.5, global_298, local_298)
            del local_299
    except ValueError:
        return local_298
    def inner():
        return local_0, local_3, local_6, local_9, local_12, local_15, local_18, local_21, local_24, local_27, local_30, local_33, local_36, local_39, local_42, local_45, local_48, local_51, local_54, local_57, local_60, local_63, local_66, local_69, local_72, local_75, local_78, local_81, local_84, local_87, local_90, local_93, local_96, local_99, local_102, local_105, local_108, local_111, local_114, local_117, local_120, local_123, local_126, local_129, local_132, local_135, local_138, local_141, local_144, local_147, local_150, local_153, local_156, local_159, local_162, local_165, local_168, local_171, local_174, local_177, local_180, local_183, local_186, local_189, local_192, local_195, local_198, local_201, local_204, local_207, local_210, local_213, local_216, local_219, local_222, local_225, local_228, local_231, local_234, local_237, local_240, local_243, local_246, local_249, local_252, local_255, local_258, local_261, local_264, local_267, local_270, local_273, local_276, local_279, local_282, local_285, local_288, local_291, local_294, local_297
    return inner, [local_0, local_1, local_2, local_3, local_4, local_5, local_6, local_7, local_8, local_9, local_10, local_11, local_12, local_13, local_14, local_15, local_16, local_17, local_18, local_19, local_20, local_21, local_22, local_23, local_24, local_25, local_26, local_27, local_28, local_29, local_30, local_31, local_32, local_33, local_34, local_35, local_36, local_37, local_38, local_39, local_40, local_41, local_42, local_43, local_44, local_45, local_46, local_47, local_48, local_49, local_50, local_51, local_52, local_53, local_54, local_55, local_56, local_57, local_58, local_59, local_60, local_61, local_62, local_63, local_64, local_65, local_66, local_67, local_68, local_69, local_70, local_71, local_72, local_73, local_74, local_75, local_76, local_77, local_78, local_79, local_80, local_81, local_82, local_83, local_84, local_85, local_86, local_87, local_88, local_89, local_90, local_91, local_92, local_93, local_94, local_95, local_96, local_97, local_98, local_99, local_100, local_101, local_102, local_103, local_104, local_105, local_106, local_107, local_108, local_109, local_110, local_111, local_112, local_113, local_114, local_115, local_116, local_117, local_118, local_119, local_120, local_121, local_122, local_123, local_124, local_125, local_126, local_127, local_128, local_129, local_130, local_131, local_132, local_133, local_134, local_135, local_136, local_137, local_138, local_139, local_140, local_141, local_142, local_143, local_144, local_145, local_146, local_147, local_148, local_149, local_150, local_151, local_152, local_153, local_154, local_155, local_156, local_157, local_158, local_159, local_160, local_161, local_162, local_163, local_164, local_165, local_166, local_167, local_168, local_169, local_170, local_171, local_172, local_173, local_174, local_175, local_176, local_177, local_178, local_179, local_180, local_181, local_182, local_183, local_184, local_185, local_186, local_187, local_188, local_189, local_190, local_191, local_192, local_193, local_194, local_195, local_196, local_197, local_198, local_199, local_200, local_201, local_202, local_203, local_204, local_205, local_206, local_207, local_208, local_209, local_210, local_211, local_212, local_213, local_214, local_215, local_216, local_217, local_218, local_219, local_220, local_221, local_222, local_223, local_224, local_225, local_226, local_227, local_228, local_229, local_230, local_231, local_232, local_233, local_234, local_235, local_236, local_237, local_238, local_239, local_240, local_241, local_242, local_243, local_244, local_245, local_246, local_247, local_248, local_249, local_250, local_251, local_252, local_253, local_254, local_255, local_256, local_257, local_258, local_259], a(k0=0, k1=1, k2=2, k3=3, k4=4, k5=5, k6=6, k7=7, k8=8, k9=9, k10=10, k11=11, k12=12, k13=13, k14=14, k15=15, k16=16, k17=17, k18=18, k19=19, k20=20, k21=21, k22=22, k23=23, k24=24, k25=25, k26=26, k27=27, k28=28, k29=29, k30=30, k31=31, k32=32, k33=33, k34=34, k35=35, k36=36, k37=37, k38=38, k39=39, k40=40, k41=41, k42=42, k43=43, k44=44, k45=45, k46=46, k47=47, k48=48, k49=49, k50=50, k51=51, k52=52, k53=53, k54=54, k55=55, k56=56, k57=57, k58=58, k59=59, k60=60, k61=61, k62=62, k63=63, k64=64, k65=65, k66=66, k67=67, k68=68, k69=69, k70=70, k71=71, k72=72, k73=73, k74=74, k75=75, k76=76, k77=77, k78=78, k79=79, k80=80, k81=81, k82=82, k83=83, k84=84, k85=85, k86=86, k87=87, k88=88, k89=89, k90=90, k91=91, k92=92, k93=93, k94=94, k95=95, k96=96, k97=97, k98=98, k99=99, k100=100, k101=101, k102=102, k103=103, k104=104, k105=105, k106=106, k107=107, k108=108, k109=109, k110=110, k111=111, k112=112, k113=113, k114=114, k115=115, k116=116, k117=117, k118=118, k119=119, k120=120, k121=121, k122=122, k123=123, k124=124, k125=125, k126=126, k127=127, k128=128, k129=129, k130=130, k131=131, k132=132, k133=133, k134=134, k135=135, k136=136, k137=137, k138=138, k139=139, k140=140, k141=141, k142=142, k143=143, k144=144, k145=145, k146=146, k147=147, k148=148, k149=149, k150=150, k151=151, k152=152, k153=153, k154=154, k155=155, k156=156, k157=157, k158=158, k159=159, k160=160, k161=161, k162=162, k163=163, k164=164, k165=165, k166=166, k167=167, k168=168, k169=169, k170=170, k171=171, k172=172, k173=173, k174=174, k175=175, k176=176, k177=177, k178=178, k179=179, k180=180, k181=181, k182=182, k183=183, k184=184, k185=185, k186=186, k187=187, k188=188, k189=189, k190=190, k191=191, k192=192, k193=193, k194=194, k195=195, k196=196, k197=197, k198=198, k199=199, k200=200, k201=201, k202=202, k203=203, k204=204, k205=205, k206=206, k207=207, k208=208, k209=209, k210=210, k211=211, k212=212, k213=213, k214=214, k215=215, k216=216, k217=217, k218=218, k219=219, k220=220, k221=221, k222=222, k223=223, k224=224, k225=225, k226=226, k227=227, k228=228, k229=229, k230=230, k231=231, k232=232, k233=233, k234=234, k235=235, k236=236, k237=237, k238=238, k239=239, k240=240, k241=241, k242=242, k243=243, k244=244, k245=245, k246=246, k247=247, k248=248, k249=249, k250=250, k251=251, k252=252, k253=253, k254=254, k255=255, k256=256, k257=257, k258=258, k259=259)
